package dev.scrim.jobs.export;

import dev.scrim.datasets.media.PictureHash;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.Step;
import dev.scrim.datasets.model.TextRef;
import dev.scrim.datasets.split.OpaqueKeys;
import dev.scrim.datasets.split.SplitPlan;
import dev.scrim.datasets.store.Digests;
import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.rows.Streams;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** One verified trajectory's steps as samples under opaque names. */
final class SampleMachine implements Streams.Machine<Row, Row> {
    private static final StepSampleRows SAMPLES = new StepSampleRows();

    private final VerifiedRows trajectory = new VerifiedRows();
    private final OpaqueKeys names;
    private final SplitPlan splits;

    SampleMachine(OpaqueKeys names, SplitPlan splits) {
        this.names = names;
        this.splits = splits;
    }

    @Override
    public void accept(Row row, Consumer<Row> sink) {
        trajectory.accept(row);
    }

    @Override
    public void finish(Consumer<Row> sink) {
        if (!trajectory.passed() || trajectory.steps().isEmpty()) {
            return;
        }
        long startUs = trajectory.steps().get(0).action().span().startUs();
        String split = splits.of(trajectory.recording().subject(), names).label();
        Map<Long, StepSample.Picture> pictures = trajectory.pictures();
        long[] sketch = TrajectorySketch.of(
                trajectory.steps().stream().map(trajectory::verified).toList());
        int place = 0;
        for (Step step : trajectory.steps()) {
            Optional<StepSample.Picture> before = picture(pictures, step.observation());
            Optional<StepSample.Picture> after = picture(pictures, step.after());
            StepSample sample = new StepSample(
                    names.sample(trajectory.id(), step.ordinal()),
                    names.trajectory(trajectory.id()),
                    split,
                    place++,
                    startUs,
                    trajectory.verified(step),
                    task(),
                    trajectory.recording().viewport(),
                    before,
                    after,
                    masks(before, after),
                    trajectory.rating(step));
            long bytes = before.map(p -> (long) p.blob().length()).orElse(0L)
                    + after.map(p -> (long) p.blob().length()).orElse(0L);
            sink.accept(RowFactory.create(
                    trajectory.subject(),
                    trajectory.recording().id().value(),
                    split,
                    sample.trajectoryId(),
                    sample.place(),
                    bytes,
                    sample.place() == 0 ? sketch : new long[0],
                    trajectory.steps().size(),
                    moment(sample),
                    near(sample),
                    SAMPLES.toRow(sample)));
        }
    }

    /** Names the picture and the action together, without saying either; empty where there is no picture. */
    private String moment(StepSample sample) {
        return sample.observation()
                .map(p -> Digests.fields("scrim-moment/1")
                        .add(p.blob().sha256())
                        .add(TrajectorySketch.exactly(sample.step().action()))
                        .hex())
                .orElse("");
    }

    /** What has to be equal before two steps' pictures are compared, and what they look like; null where nothing is. */
    private static @Nullable Row near(StepSample sample) {
        Optional<PictureHash> hash = sample.observation().flatMap(p -> p.blob().hash());
        Optional<Long> action = TrajectorySketch.placed(sample.step());
        if (hash.isEmpty()) {
            return null;
        }
        FrameBlob blob = sample.observation().orElseThrow().blob();
        return RowFactory.create(
                action.orElse(null),
                blob.sha256(),
                blob.widthPx(),
                blob.heightPx(),
                hash.get().across(),
                hash.get().down());
    }

    private Optional<String> task() {
        return Optional.of(trajectory.text(TextRef.Kind.TASK, 0)).filter(t -> !t.isEmpty());
    }

    private static Optional<StepSample.Picture> picture(
            Map<Long, StepSample.Picture> pictures, Optional<FrameRef> frame) {
        return frame.flatMap(f -> Optional.ofNullable(pictures.get(f.tUs())));
    }

    private Map<String, Integer> masks(Optional<StepSample.Picture> before, Optional<StepSample.Picture> after) {
        Map<String, Integer> out = new TreeMap<>();
        before.ifPresent(p -> count(p, out));
        after.ifPresent(p -> count(p, out));
        return out;
    }

    private void count(StepSample.Picture p, Map<String, Integer> out) {
        for (Mask m : trajectory.masks(p.blob().frame().tUs())) {
            out.merge(m.category().name(), 1, Integer::sum);
        }
    }
}
