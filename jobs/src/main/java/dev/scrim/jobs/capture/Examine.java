package dev.scrim.jobs.capture;

import dev.scrim.datasets.capture.Capture;
import dev.scrim.datasets.capture.CaptureFormats;
import dev.scrim.datasets.capture.CaptureInspection;
import dev.scrim.datasets.capture.CaptureResult;
import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.model.Recording;
import dev.scrim.datasets.model.ScreenChunk;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.KeyService;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.stage.MediaFolder;
import dev.scrim.jobs.stage.MediaNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;

/**
 * Looks through one recording's folder whole: its metadata, every stream's order and every video's frames. A sound one
 * gives its recording row and its sealed videos; a bad one gives its reasons and nothing else.
 */
final class Examine implements FlatMapFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    private final Tagged table;
    private final MediaFolder media;
    private final String keyring;
    private final Map<Integer, Violation> duplicates;
    private final LongAccumulator done;

    /** @param duplicates the violation of each folder, by ordinal, whose recording id is not its own alone */
    Examine(Tagged table, MediaFolder media, Path keyring, Map<Integer, Violation> duplicates, LongAccumulator done) {
        this.table = table;
        this.media = media;
        this.keyring = keyring.toString();
        this.duplicates = duplicates;
        this.done = done;
    }

    @Override
    public Iterator<Row> call(Row row) throws IOException {
        FolderRef ref = FolderRef.of(row);
        List<Row> out = new ArrayList<>();
        CaptureResult opened = CaptureFormats.installed().open(ref.open());
        if (opened instanceof CaptureResult.Rejected rejected) {
            rejected.violations().forEach(v -> out.add(violation(KeyId.BUILD, ref, v)));
        } else if (opened instanceof CaptureResult.Accepted accepted) {
            look(ref, accepted.capture(), out);
        }
        done.add(1);
        return out.iterator();
    }

    private void look(FolderRef ref, Capture capture, List<Row> out) throws IOException {
        Recording recording = capture.recording();
        KeyService keys = LocalKeyring.open(Path.of(keyring));
        String subject = keys.opaque(recording.subject());
        Violation duplicate = duplicates.get(ref.ordinal());
        if (duplicate != null) {
            out.add(violation(subject, ref, duplicate));
            return;
        }
        CaptureInspection seen = CaptureInspection.of(capture);
        seen.violations().forEach(v -> out.add(violation(subject, ref, v)));
        if (!seen.accepted()) {
            return;
        }
        for (ScreenChunk chunk : recording.screens()) {
            try (InputStream in = Channels.newInputStream(capture.openScreen(chunk));
                    OutputStream sealed =
                            media.create(subject, MediaNames.video(keys, recording.id(), chunk.ordinal()))) {
                in.transferTo(sealed);
            }
        }
        out.add(table.row(subject, recording.id().value(), CaptureStage.RECORDING, ref.ordinal(), recording));
    }

    private Row violation(String subject, FolderRef ref, Violation v) {
        return table.row(subject, v.recording(), CaptureStage.VIOLATION, ref.ordinal(), v);
    }
}
