package dev.scrim.jobs.kernels;

import dev.scrim.datasets.media.VideoDecoder;
import dev.scrim.datasets.media.VideoResult;
import dev.scrim.datasets.model.Pixels;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Frames of the recording that comes with Scrim: 1280 by 800, a form, a table and a chat. */
public final class DemoScreen {
    private DemoScreen() {}

    /** Frame {@code index} of 70. */
    public static Pixels frame(int index) {
        Path video = Path.of("demo/recordings/demo-quick/screen.mp4");
        try (SeekableByteChannel channel = Files.newByteChannel(video);
                VideoDecoder decoder = ((VideoResult.Opened<VideoDecoder>) VideoDecoder.open(channel)).value()) {
            if (!decoder.skipTo(index)) {
                throw new IllegalStateException("Cannot measure: the demo's video has no frame " + index);
            }
            return decoder.pixels();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
