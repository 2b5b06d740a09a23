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
            LongAccumulator done,
            Receipts receipts,
            ShardTask.Fates fates)
            implements Serializable {}

    /** What a recording's two receipts are called after its name. */
    static final String IMAGES = "/images";

    private static final String LINES = "/lines";

    private final Task task;
    private final dev.scrim.datasets.split.OpaqueKeys names;
    private VerifiedRows trajectory = new VerifiedRows();
    private String group = "";
    private final NotedShardDirectory stored;
    private @Nullable RecordingWriter writer;
    private @Nullable RecordingPart taken;
    private final Set<Long> written = new HashSet<>();

    RecordingMachine(Task task) {
        this.task = task;
        this.names = ExportStage.names(task.nameKey());
        this.stored = new NotedShardDirectory(task.place().stored());
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
        if (taken != null) {
            tell(taken, sink);
        }
        RecordingWriter open = writer;
        if (open == null) {
            return;
        }
        try (open) {
            RecordingPart part = open.finish();
            task.receipts().put(part.recordingId() + IMAGES, new Receipts.Part(part.images()), stored);
            task.receipts().put(part.recordingId() + LINES, new Receipts.Part(part.lines()), stored);
            tell(part, sink);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot finish a recording's part of the export", e);
        }
    }

    private static void tell(RecordingPart part, Consumer<Row> sink) {
        part.images().forEach(i -> sink.accept(ShardInfoRows.row(part.recordingId(), "image", i)));
        part.lines().forEach(i -> sink.accept(ShardInfoRows.row(part.recordingId(), "line", i)));
    }

    private void write() {
        if (!trajectory.passed()) {
            return;
        }
        try {
            RecordingWriter open = open();
            if (open == null) {
                return;
            }
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

    /** The recording's writer; null where an earlier run finished the recording. */
    private @Nullable RecordingWriter open() throws IOException {
        RecordingWriter open = writer;
        if (open == null && taken == null) {
            // Outside evaluation even the recording's own name is withheld.
            String id = task.evaluation()
                    ? trajectory.recording().id().value()
                    : names.trajectory(new dev.scrim.datasets.model.TrajectoryId(
                            trajectory.recording().id(), 0));
            Optional<Receipts.Part> images = task.receipts().take(id + IMAGES);
            Optional<Receipts.Part> lines = task.receipts().take(id + LINES);
            if (images.isPresent() && lines.isPresent()) {
                taken = new RecordingPart(id, images.get().files(), lines.get().files());
                task.fates().taken().add(1);
                return null;
            }
            task.fates().written().add(1);
            open = ShardFormats.load()
                    .recordings(task.format())
                    .write(task.place().over(stored), id);
            writer = open;
        }
        return open;
    }
}
