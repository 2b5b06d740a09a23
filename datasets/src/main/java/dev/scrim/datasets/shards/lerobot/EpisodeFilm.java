package dev.scrim.datasets.shards.lerobot;

import dev.scrim.datasets.media.Picture;
import dev.scrim.datasets.media.VideoEncoder;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.split.Split;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** An episode's video: each picture is held until the next, black until the first. */
final class EpisodeFilm implements Closeable {
    private final Canvas canvas;
    private final String path;
    private final ShardDirectory.Output output;
    private final VideoEncoder encoder;
    private Levels seen;
    private final Levels sum = new Levels();
    private long frames;

    EpisodeFilm(ShardDirectory directory, String path, ExportOptions options) throws IOException {
        this.canvas = Canvas.of(options);
        this.path = path;
        this.seen = Levels.black(canvas);
        this.output = directory.create(path);
        boolean ready = false;
        try {
            this.encoder =
                    new VideoEncoder(output, canvas.widthPx(), canvas.heightPx(), options.fps(), options.quality());
            ready = true;
        } finally {
            if (!ready) {
                output.close();
            }
        }
    }

    /** From the next frame on this picture is seen. */
    void show(ImageValue image) {
        byte[] bytes = new byte[image.length()];
        image.bytes().get(bytes);
        Pixels pixels = Picture.decode(bytes);
        Box place = canvas.place(pixels.width(), pixels.height());
        encoder.show(pixels, place);
        seen = Levels.of(canvas, pixels, place);
    }

    /** Shows what is seen until the episode has so many frames. */
    void holdUntil(long end) throws IOException {
        if (end > frames) {
            sum.add(seen, end - frames);
        }
        for (; frames < end; frames++) {
            encoder.frame();
        }
    }

    /** Levels of the episode so far. */
    Levels levels() {
        return sum;
    }

    /** Ends the encoding; the file is not there before it is committed. */
    void end() throws IOException {
        encoder.finish();
        encoder.close();
    }

    ShardInfo commit(Split split) throws IOException {
        ShardDirectory.Committed done = output.commit();
        return new ShardInfo(path, Optional.of(split.label()), done.bytes(), done.sha256(), 0, frames);
    }

    @Override
    public void close() throws IOException {
        encoder.close();
        output.close();
    }
}
