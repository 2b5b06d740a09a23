package dev.scrim.jobs.export;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.Step;
import dev.scrim.datasets.model.TextRef;
import dev.scrim.datasets.shards.EncodedImage;
import dev.scrim.datasets.shards.FlatAction;
import dev.scrim.datasets.shards.RecordingPart;
import dev.scrim.datasets.shards.RecordingWriter;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.jobs.rows.Streams;
import dev.scrim.jobs.stage.FrameStore;
import dev.scrim.jobs.stage.MediaFolder;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/** Writes one recording, trajectory by trajectory, in a format whose unit is the recording. */
final class RecordingMachine implements Streams.Machine<Row, Row> {
    /** What every machine of a task shares; travels to the executor. */
    record Task(
            String format,
            ShardPlace place,
            MediaFolder redacted,
            MediaFolder repaired,
            boolean evaluation,
            String nameKey,
            LongAccumulator done)
            implements Serializable {}

    private final Task task;
    private final dev.scrim.datasets.split.OpaqueKeys names;
    private VerifiedRows trajectory = new VerifiedRows();
    private String group = "";
    private @Nullable RecordingWriter writer;
    private final Set<Long> written = new HashSet<>();

    RecordingMachine(Task task) {
        this.task = task;
        this.names = ExportStage.names(task.nameKey());
    }

    @Override
    public void accept(Row row, Consumer<Row> sink) {
        String next = row.getAs("group");
        if (!next.equals(group)) {
            write();
            trajectory = new VerifiedRows();
            group = next;
        }
        trajectory.accept(row);
    }

    @Override
    public void finish(Consumer<Row> sink) {
        write();
        RecordingWriter open = writer;
        if (open == null) {
            return;
        }
        try (open) {
            RecordingPart part = open.finish();
            part.images().forEach(i -> sink.accept(ShardInfoRows.row(part.recordingId(), "image", i)));
            part.lines().forEach(i -> sink.accept(ShardInfoRows.row(part.recordingId(), "line", i)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot finish a recording's part of the export", e);
        }
    }

    private void write() {
        if (!trajectory.passed()) {
            return;
        }
        try {
            RecordingWriter open = open();
            frames(open);
            for (Step step : trajectory.steps()) {
                open.action(action(step), trajectory.rating(step));
            }
            for (Map.Entry<TextRef, String> text : trajectory.texts().entrySet()) {
                if (!text.getValue().isEmpty()) {
                    open.text(text.getKey().kind().name().toLowerCase(Locale.ROOT), text.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a recording's part of the export", e);
        }
    }

    private void frames(RecordingWriter open) throws IOException {
        try (FrameStore.Reader first = new FrameStore.Reader(task.redacted(), trajectory.subject());
                FrameStore.Reader second = new FrameStore.Reader(task.repaired(), trajectory.subject())) {
            for (Map.Entry<Long, StepSample.Picture> p : trajectory.pictures().entrySet()) {
                if (written.add(p.getKey())) {
                    byte[] png = (p.getValue().repaired() ? second : first)
                            .read(p.getValue().blob());
                    open.frame(p.getKey(), EncodedImage.ofPng(png));
                    task.done().add(1);
                }
            }
        }
    }

    private FlatAction action(Step step) {
        Optional<String> text = step.action() instanceof Action.TypeText
                ? Optional.of(trajectory.text(TextRef.Kind.TYPED, step.ordinal()))
                : Optional.empty();
        return FlatAction.from(step.action(), text);
    }

    private RecordingWriter open() throws IOException {
        RecordingWriter open = writer;
        if (open == null) {
            // Outside evaluation even the recording's own name is withheld.
            String id = task.evaluation()
                    ? trajectory.recording().id().value()
                    : names.trajectory(new dev.scrim.datasets.model.TrajectoryId(
                            trajectory.recording().id(), 0));
            open = ShardFormats.load()
                    .recordings(task.format())
                    .write(task.place().open(), id);
            writer = open;
        }
        return open;
    }
}
