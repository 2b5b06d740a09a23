package dev.scrim.datasets.capture.scrim1;

import dev.scrim.datasets.capture.Capture;
import dev.scrim.datasets.capture.CaptureFolder;
import dev.scrim.datasets.capture.EventReader;
import dev.scrim.datasets.capture.JsonEventReader;
import dev.scrim.datasets.capture.ScreenEventReader;
import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.model.Recording;
import dev.scrim.datasets.model.ScreenChunk;
import dev.scrim.datasets.model.StreamKind;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** An opened folder of this format. */
final class Scrim1Capture implements Capture {
    private final CaptureFolder folder;
    private final Scrim1Metadata metadata;

    Scrim1Capture(CaptureFolder folder, Scrim1Metadata metadata) {
        this.folder = folder;
        this.metadata = metadata;
    }

    @Override
    public Recording recording() {
        return metadata.recording();
    }

    @Override
    public CaptureFolder folder() {
        return folder;
    }

    @Override
    public Set<StreamKind> streams() {
        EnumSet<StreamKind> streams = EnumSet.noneOf(StreamKind.class);
        streams.addAll(metadata.files().keySet());
        if (!recording().screens().isEmpty()) {
            streams.add(StreamKind.SCREEN);
        }
        return Collections.unmodifiableSet(streams);
    }

    @Override
    public EventReader read(StreamKind stream, Consumer<Violation> violations) throws IOException {
        if (!streams().contains(stream)) {
            throw new IllegalArgumentException("Cannot read a stream that the recording has not: " + stream);
        }
        String file = metadata.files().get(stream);
        return file == null
                ? new ScreenEventReader(recording(), this::openScreen, violations)
                : new JsonEventReader(recording().id().value(), stream, folder.open(file), violations);
    }

    @Override
    public SeekableByteChannel openScreen(ScreenChunk chunk) throws IOException {
        return folder.openChannel(chunk.file());
    }
}
