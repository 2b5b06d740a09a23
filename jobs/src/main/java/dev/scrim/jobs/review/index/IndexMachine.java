package dev.scrim.jobs.review.index;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.Step;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.model.WindowEvent;
import dev.scrim.datasets.vault.KeyService;
import dev.scrim.jobs.export.ExportStage;
import dev.scrim.jobs.export.StepSample;
import dev.scrim.jobs.export.VerifiedRows;
import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.rows.LeakRows;
import dev.scrim.jobs.rows.Streams;
import dev.scrim.jobs.segment.SegmentRows;
import dev.scrim.jobs.stage.MediaFolder;
import dev.scrim.jobs.stage.MediaNames;
import dev.scrim.jobs.trace.MouseCounts;
import dev.scrim.jobs.trace.TraceBuilder;
import dev.scrim.jobs.verified.VerifiedStage;
import dev.scrim.jobs.viewer.Trace;
import dev.scrim.redaction.verify.Leak;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Makes one trajectory's file and its part of the person's list. What it holds is bounded because trajectories are. */
final class IndexMachine implements Streams.Machine<Row, Row> {
    private static final LeakRows LEAKS = new LeakRows();
    private static final int ID_DIGITS = 32;

    private final MediaFolder to;
    private final KeyService keys;
    private final MouseCounts mouse;
    private final VerifiedRows rows = new VerifiedRows();
    private final Map<Long, FrameBlob> kept = new HashMap<>();
    private final Map<Long, List<SegmentRows.Sighted>> lines = new HashMap<>();
    private final Map<Long, List<Box>> leaks = new HashMap<>();

    IndexMachine(MediaFolder to, KeyService keys, MouseCounts mouse) {
        this.to = to;
        this.keys = keys;
        this.mouse = mouse;
    }

    /** How reviewers call a frame; without the key nobody can test a guess. */
    static String frameId(KeyService keys, TrajectoryId trajectory, long tUs) {
        return keys.hmac("review-frame", trajectory + "@" + tUs).substring(0, ID_DIGITS);
    }

    /** Where the app finds a frame's picture. */
    static String picture(String frameId) {
        return "/api/frame/" + frameId + ".png";
    }

    @Override
    public void accept(Row row, Consumer<Row> sink) {
        Optional<FrameBlob> frame = SegmentRows.keptFrame(row);
        if (frame.isPresent()) {
            kept.put(frame.get().frame().tUs(), frame.get());
            return;
        }
        Optional<SegmentRows.Sighted> line = SegmentRows.sightedLine(row);
        if (line.isPresent()) {
            lines.computeIfAbsent(line.get().tUs(), t -> new ArrayList<>()).add(line.get());
            return;
        }
        if (!row.isNullAt(row.fieldIndex(VerifiedStage.LEAK))) {
            Leak leak = LEAKS.fromRow(row.getAs(VerifiedStage.LEAK));
            if (leak.tUs().isPresent() && leak.box().isPresent()) {
                leaks.computeIfAbsent(leak.tUs().get(), t -> new ArrayList<>())
                        .add(leak.box().get());
            }
            return;
        }
        rows.accept(row);
    }

    @Override
    public void finish(Consumer<Row> sink) {
        if (!rows.passed() || rows.pictures().isEmpty()) {
            return;
        }
        TrajectoryId id = rows.id();
        String exported = ExportStage.names(keys).trajectory(id);
        Trace trace = new TraceBuilder(rows, this::pictures, mouse).build(0, exported);
        List<TrajectoryFile.Frame> frames = new ArrayList<>();
        List<IndexedFrame> light = new ArrayList<>();
        NavigableMap<Long, String> apps = apps();
        rows.pictures().forEach((tUs, picture) -> {
            TrajectoryFile.Frame frame = frame(id, tUs, picture);
            frames.add(frame);
            light.add(light(frame, tUs, frames.size() - 1, apps));
        });
        String file = MediaNames.review(keys, id);
        try (OutputStream out = to.create(rows.subject(), file)) {
            out.write(TrajectoryFile.write(trace, frames));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a trajectory's review file", e);
        }
        IndexBlock block = new IndexBlock(exported, id.toString(), trace.startUs(), trace.endUs(), file, light);
        sink.accept(RowFactory.create(rows.subject(), id.recording().value(), id.ordinal(), block.toBytes()));
    }

    private Map<Long, String> pictures(VerifiedRows trajectory, List<Long> wanted) {
        Map<Long, String> out = new TreeMap<>();
        wanted.forEach(tUs -> out.put(tUs, picture(frameId(keys, trajectory.id(), tUs))));
        return out;
    }

    /** What the second look painted counts as a mask, and a line that any mask touches is not readable any more. */
    private TrajectoryFile.Frame frame(TrajectoryId id, long tUs, StepSample.Picture picture) {
        List<TrajectoryFile.Mask> masks = new ArrayList<>();
        for (Mask mask : rows.masks(tUs)) {
            masks.add(new TrajectoryFile.Mask(mask.box(), mask.category().label()));
        }
        if (picture.repaired()) {
            for (Box box : leaks.getOrDefault(tUs, List.of())) {
                masks.add(new TrajectoryFile.Mask(box, Category.UNREADABLE.label()));
            }
        }
        List<Box> readable = lines.getOrDefault(tUs, List.of()).stream()
                .map(SegmentRows.Sighted::box)
                .filter(line ->
                        masks.stream().mapToLong(m -> m.box().commonArea(line)).sum() * 2 < line.area())
                .sorted(Comparator.comparingInt(Box::y).thenComparingInt(Box::x))
                .toList();
        return new TrajectoryFile.Frame(
                frameId(keys, id, tUs),
                readable,
                masks,
                picture.blob(),
                picture.repaired(),
                Optional.ofNullable(kept.get(tUs)));
    }

    private IndexedFrame light(TrajectoryFile.Frame frame, long tUs, int place, NavigableMap<Long, String> apps) {
        List<Integer> counts = IndexedFrame.CATEGORIES.stream()
                .map(c -> (int) frame.masks().stream()
                        .filter(m -> m.category().equals(c.label()))
                        .count())
                .toList();
        int rating = 0;
        int steps = 0;
        for (Step step : rows.verifiedSteps()) {
            boolean at =
                    step.observation().map(FrameRef::tUs).filter(t -> t == tUs).isPresent();
            steps += at ? 1 : 0;
            if (at || step.after().map(FrameRef::tUs).filter(t -> t == tUs).isPresent()) {
                rating = Math.max(rating, rows.rating(step).step().level());
            }
        }
        // A frame that no step points at has the rating of its trajectory: nothing says that it is less private.
        int rated = rating > 0
                ? rating
                : rows.verifiedSteps().stream()
                        .mapToInt(s -> rows.rating(s).trajectory().level())
                        .max()
                        .orElse(4);
        int unsure = (int) lines.getOrDefault(tUs, List.of()).stream()
                .filter(l -> l.confidence() < Risk.UNSURE_BELOW)
                .count();
        Map.Entry<Long, String> app = apps.floorEntry(tUs);
        return new IndexedFrame(
                frame.id(),
                0,
                place,
                tUs,
                frame.blob().widthPx(),
                frame.blob().heightPx(),
                app == null ? (apps.isEmpty() ? "" : apps.firstEntry().getValue()) : app.getValue(),
                rated,
                counts,
                steps,
                Risk.of(
                        leaks.getOrDefault(tUs, List.of()).size(),
                        unsure,
                        counts.get(IndexedFrame.CATEGORIES.indexOf(Category.UNREADABLE)),
                        rated,
                        frame.masks().size()));
    }

    private NavigableMap<Long, String> apps() {
        TreeMap<Long, String> out = new TreeMap<>();
        for (Step step : rows.verifiedSteps()) {
            step.window().ifPresent((WindowEvent w) -> out.put(w.tUs(), w.app()));
        }
        return out;
    }
}
