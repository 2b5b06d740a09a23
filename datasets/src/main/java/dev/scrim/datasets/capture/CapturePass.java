package dev.scrim.datasets.capture;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.model.Recording;
import dev.scrim.datasets.model.ScreenChunk;
import dev.scrim.datasets.model.StreamKind;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One pass over a recording: each of its streams may be read once, in {@link StreamKind} order, one after the other.
 * That is all that rows of tables, which come sorted and only once, can give; folders give more, see {@link Capture}.
 */
public interface CapturePass {
    Recording recording();

    /** The streams that the recording has, in {@link StreamKind} order; only these may be read. */
    Set<StreamKind> streams();

    /**
     * Reads one stream from its start, in the order captured, in constant memory. The caller closes the reader.
     *
     * @param violations is told each defect as it is met
     */
    EventReader read(StreamKind stream, Consumer<Violation> violations) throws IOException;

    /** The bytes of one video file; the caller closes the channel. May be called at any time. */
    SeekableByteChannel openScreen(ScreenChunk chunk) throws IOException;
}
