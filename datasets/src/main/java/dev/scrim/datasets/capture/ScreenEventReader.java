package dev.scrim.datasets.capture;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.media.VideoIndex;
import dev.scrim.datasets.media.VideoResult;
import dev.scrim.datasets.model.FrameEvent;
import dev.scrim.datasets.model.RawEvent;
import dev.scrim.datasets.model.Recording;
import dev.scrim.datasets.model.ScreenChunk;
import dev.scrim.datasets.model.StreamKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The screen's frames as events, found in the videos' packet headers without decoding. One video is open at a time. The
 * ordinal counts frames over all videos of the recording. For every format whose screen is video.
 */
public final class ScreenEventReader implements EventReader {
    /** Opens the bytes of one video. */
    @FunctionalInterface
    public interface ChannelSource {
        SeekableByteChannel open(ScreenChunk chunk) throws IOException;
    }

    private final Recording recording;
    private final ChannelSource source;
    private final Consumer<Violation> violations;
    private int chunk = -1;
    private @Nullable VideoIndex index;
    private int nextInChunk;
    private long ordinal;

    public ScreenEventReader(Recording recording, ChannelSource source, Consumer<Violation> violations) {
        this.recording = recording;
        this.source = source;
        this.violations = violations;
    }

    @Override
    public boolean hasNext() {
        while ((index == null || nextInChunk >= index.frames())
                && chunk + 1 < recording.screens().size()) {
            chunk++;
            nextInChunk = 0;
            index = null;
            try {
                index = scan(recording.screens().get(chunk));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return index != null && nextInChunk < index.frames();
    }

    private @Nullable VideoIndex scan(ScreenChunk screen) throws IOException {
        try (SeekableByteChannel channel = source.open(screen)) {
            VideoResult<VideoIndex> result = VideoIndex.scan(channel);
            if (result instanceof VideoResult.Unreadable<VideoIndex> unreadable) {
                tell(ViolationCode.VIDEO_UNREADABLE, screen, unreadable.detail());
                return null;
            }
            VideoIndex found = ((VideoResult.Opened<VideoIndex>) result).value();
            if (found.truncated()) {
                tell(ViolationCode.VIDEO_TRUNCATED, screen, "it ends after " + found.frames() + " frames");
            }
            int widthPx = recording.viewport().widthPx();
            int heightPx = recording.viewport().heightPx();
            if (found.widthPx() != widthPx || found.heightPx() != heightPx) {
                tell(
                        ViolationCode.VIDEO_SIZE_MISMATCH,
                        screen,
                        "video " + found.widthPx() + "x" + found.heightPx() + ", screen " + widthPx + "x" + heightPx);
            }
            return found;
        }
    }

    private void tell(ViolationCode code, ScreenChunk screen, String detail) {
        violations.accept(new Violation(
                code, recording.id().value(), ParsedEvent.location(StreamKind.SCREEN, screen.ordinal()), detail));
    }

    @Override
    public RawEvent next() {
        if (!hasNext() || index == null) {
            throw new NoSuchElementException();
        }
        ScreenChunk screen = recording.screens().get(chunk);
        FrameEvent event = new FrameEvent(
                screen.startUs() + index.ptsUs(nextInChunk),
                ordinal++,
                screen.ordinal(),
                nextInChunk,
                index.packetBytes(nextInChunk),
                index.keyFrame(nextInChunk));
        nextInChunk++;
        return event;
    }

    @Override
    public StreamCount count() {
        return new StreamCount(ordinal, ordinal, 0);
    }

    @Override
    public void close() {
        index = null;
        chunk = recording.screens().size();
    }
}
