package dev.scrim.jobs.readings;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.store.Digests;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.datasets.store.StageName;
import dev.scrim.featurizers.reading.KnownReadings;
import dev.scrim.featurizers.reading.OcrLanguages;
import dev.scrim.featurizers.reading.ReadingSettings;
import dev.scrim.featurizers.reading.SegmentReader;
import dev.scrim.jobs.actions.ActionsStage;
import dev.scrim.jobs.rows.Balance;
import dev.scrim.jobs.rows.FrameBlobRows;
import dev.scrim.jobs.rows.LineRows;
import dev.scrim.jobs.rows.MergedRows;
import dev.scrim.jobs.rows.PictureRows;
import dev.scrim.jobs.rows.RecordingRows;
import dev.scrim.jobs.rows.SightingRows;
import dev.scrim.jobs.rows.Streams;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.rows.ViolationRows;
import dev.scrim.jobs.segment.SegmentRows;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.CodeDigest;
import dev.scrim.jobs.stage.Division;
import dev.scrim.jobs.stage.Stage;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRun;
import dev.scrim.jobs.stage.Sums;
import dev.scrim.jobs.timeline.TimelineStage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * Decodes each video once, reads every distinct line of its kept frames once and looks for pictures in them; looks at a
 * few frames more, and keeps nothing of those, to see whether a step's observation already shows what the step did. Table
 * {@code readings} holds where the kept frames lie, the lines, where each was seen, and the pictures; the frames
 * themselves are sealed media.
 */
public final class ReadingsStage implements Stage {
    public static final String READINGS = "readings";
    public static final String FRAME = "frame";
    public static final String LINE = "line";
    public static final String SIGHTING = "sighting";
    public static final String PICTURE = "picture";
    public static final String VIOLATION = "violation";
    static final String RECORDING = TimelineStage.RECORDING;
    static final String WANTED = "wanted";
    /** Counts of the videos in which a script was seen that no language covers, by the script's name. */
    private static final String UNREAD = "scripts.unread.";

    private static final int VERSION_DIGITS = 32;

    static final Tagged TABLE = Tagged.of(FRAME, new FrameBlobRows())
            .and(LINE, new LineRows())
            .and(SIGHTING, new SightingRows())
            .and(PICTURE, new PictureRows())
            .and(VIOLATION, new ViolationRows());

    @Override
    public StageName name() {
        return StageNames.READINGS;
    }

    @Override
    public List<StageName> reads() {
        return List.of(StageNames.CAPTURE, StageNames.TIMELINE, StageNames.ACTIONS);
    }

    @Override
    public Map<String, Tagged> tables() {
        return Map.of(READINGS, TABLE);
    }

    @Override
    public Map<String, String> versions(Build build) {
        return Map.of("readings", "4", "engine", settings(build).toString());
    }

    @Override
    public Optional<Division> division(Build build) {
        return Optional.of(Division.byRecording(this, build, FRAME));
    }

    @Override
    public List<Class<?>> code() {
        return List.of(ReadingSettings.class);
    }

    @Override
    public void run(StageRun run) {
        boolean all = run.spec().moments().frames() == DatasetSpec.Frames.ALL;
        Dataset<Row> kept = all ? FullRate.with(kept(run::read), run::read) : kept(run::read);
        Dataset<Row> recordings = run.read(StageNames.TIMELINE, TimelineStage.TIMELINE, RECORDING)
                .withColumn("chunk", functions.explode(functions.col(RECORDING + ".screens.ordinal")));
        long total = 0;
        List<Balance.Load> loads = new ArrayList<>();
        Dataset<Row> ofAll = kept(run::readAll);
        for (Row r : (all ? FullRate.with(ofAll, run::readAll) : ofAll)
                .select(WANTED + ".chunk", WANTED + ".index_in_chunk", Tagged.RECORDING)
                .distinct()
                .groupBy(Tagged.RECORDING, "chunk")
                .count()
                .collectAsList()) {
            long frames = r.getLong(2);
            total += frames;
            if (!run.isTaken(r.getString(0))) {
                loads.add(new Balance.Load(r.getString(0), String.valueOf(r.get(1)), frames));
            }
        }
        Dataset<Row> merged = new MergedRows()
                .over(Balance.of(run.spark(), loads))
                .with(recordings, RECORDING, new RecordingRows().schema(), functions.col("chunk"), functions.lit(0L))
                .with(
                        kept.unionByName(looks(run)),
                        WANTED,
                        new WantedFrame.Codec().schema(),
                        functions.col(WANTED + ".chunk"),
                        functions.col(WANTED + ".index_in_chunk"))
                // Nulls come first: a frame is kept before it is looked at. Looks at one frame have one order.
                .sortedBy(functions.col(WANTED + ".look.step"));
        long fresh = loads.stream().mapToLong(Balance.Load::weight).sum();
        Counters counters = Counters.of(run.spark().sparkContext(), run.progress("frames", fresh));
        ReadMachine.ReadTask task = new ReadMachine.ReadTask(
                run.mediaOf(StageNames.CAPTURE),
                run.media(),
                run.build().keyringFile().toString(),
                settings(run.build()),
                known(run.build()),
                counters);
        Sums sums = run.write(
                READINGS,
                merged.mapPartitions(new Read(task), Encoders.row(TABLE.schema())),
                (kind, recording, seq, row, s) -> {
                    if (kind.equals(VIOLATION)) {
                        s.violation(row);
                        String script = unreadScript(row);
                        if (!script.isEmpty()) {
                            s.add(UNREAD + script, 1);
                        }
                        if (row.<String>getAs("code").equals(ViolationCode.READING_FAILED.name())) {
                            s.peak("failed", recording, SegmentRows.failedTrajectory(row), 0);
                        }
                    }
                });
        run.count("trajectories.failed", sums.keys("failed"));
        sums.counts().forEach((name, n) -> {
            if (name.startsWith(UNREAD)) {
                run.count(name, n);
            }
        });
        run.count("frames.wanted", total);
        run.count(
                "effects.probed",
                run.build().manifest(StageNames.ACTIONS).count(ActionsStage.ACTIONS + "." + ActionsStage.PROBE));
        run.cost("effects.seen", counters.effects().sum());
        run.count("frames.same", all ? FullRate.same(run, total) : 0);
        run.cost("ocr.calls", counters.ocrCalls().sum());
        run.cost("ocr.ms", counters.ocrMs().sum());
        run.cost("lines.found", counters.linesFound().sum());
        run.cost("lines.read", counters.linesRead().sum());
        run.cost("lines.cached", counters.linesKnown().sum());
        run.cost("cache.unusable", counters.unusable().sum());
        run.cost("find.ms", counters.findMs().sum());
        run.cost("scripts.asked", counters.scriptCalls().sum());
        run.cost("scripts.ms", counters.scriptMs().sum());
        run.cost("pictures.ms", counters.pictureMs().sum());
    }

    /** The script that a violation is about; empty for violations of another kind. */
    private static String unreadScript(Row violation) {
        return violation.<String>getAs("code").equals(ViolationCode.SCRIPT_UNREAD.name())
                ? ReadMachine.scriptOf(violation.getAs("detail"))
                : "";
    }

    /** The scripts that finished readings could not make out, by name. */
    public static List<String> unreadScripts(Manifest readings) {
        return readings.facts().counts().keySet().stream()
                .filter(name -> name.startsWith(UNREAD))
                .map(name -> name.substring(UNREAD.length()))
                .sorted()
                .toList();
    }

    /** How this build reads screens. */
    public static ReadingSettings settings(Build build) {
        DatasetSpec.Readings readings = build.spec().readings();
        return ReadingSettings.defaults()
                .in(OcrLanguages.of(
                        readings.language(), readings.models().map(Path::of).orElse(null)));
    }

    /** Where this workspace keeps readings; null when the spec says that it keeps none. */
    private ReadingStore.@Nullable Place known(Build build) {
        if (!build.spec().readings().cache()) {
            return null;
        }
        String engine;
        try {
            engine = SegmentReader.version(settings(build));
        } catch (UserError e) {
            // No such engine: nothing can be known, and each frame says that it could not be read.
            return null;
        }
        String version = Digests.fields("scrim-known-readings/1")
                .add(CodeDigest.of(code()))
                .add(engine)
                .hex();
        return new ReadingStore.Place(
                build.besideBuilds(ReadingPurge.FOLDER).toString(),
                build.keyringFile().toString(),
                version.substring(0, VERSION_DIGITS));
    }

    /** Each frame once for each trajectory that keeps it. */
    private static Dataset<Row> kept(SegmentRows.Reads run) {
        String step = ActionsStage.STEP;
        return run.read(StageNames.ACTIONS, ActionsStage.ACTIONS, step)
                .select(
                        functions.col(Tagged.SUBJECT),
                        functions.col(Tagged.RECORDING),
                        functions.col(step + ".trajectory").as("trajectory"),
                        functions
                                .explode(functions.array(
                                        functions.col(step + ".observation"), functions.col(step + ".after")))
                                .as("frame"))
                .filter(functions.col("frame").isNotNull())
                .select(
                        functions.col(Tagged.SUBJECT),
                        functions.col(Tagged.RECORDING),
                        functions.col("trajectory").cast("long").as(Tagged.SEQ),
                        functions
                                .struct(
                                        functions.col("frame.chunk"),
                                        functions.col("frame.index_in_chunk"),
                                        functions.col("frame.t_us"),
                                        functions.col("trajectory"),
                                        functions.lit(false).as(FullRate.BETWEEN),
                                        functions
                                                .lit(null)
                                                .cast(WantedFrame.Codec.LOOK)
                                                .as("look"))
                                .as(WANTED))
                .distinct();
    }

    /** Three frames for each step that is to be checked for having its effect in its observation. */
    private static Dataset<Row> looks(StageRun run) {
        String probe = ActionsStage.PROBE;
        return run.read(StageNames.ACTIONS, ActionsStage.ACTIONS, probe)
                .select(
                        functions.col(Tagged.SUBJECT),
                        functions.col(Tagged.RECORDING),
                        functions.col(probe),
                        functions
                                .explode(functions.array(
                                        look("earlier", WantedFrame.Role.EARLIER),
                                        look("observation", WantedFrame.Role.OBSERVATION),
                                        look("after", WantedFrame.Role.AFTER)))
                                .as("look"))
                .select(
                        functions.col(Tagged.SUBJECT),
                        functions.col(Tagged.RECORDING),
                        functions.col(probe + ".trajectory").cast("long").as(Tagged.SEQ),
                        functions
                                .struct(
                                        functions.col("look.frame.chunk"),
                                        functions.col("look.frame.index_in_chunk"),
                                        functions.col("look.frame.t_us"),
                                        functions.col(probe + ".trajectory"),
                                        functions.lit(false).as(FullRate.BETWEEN),
                                        functions
                                                .struct(
                                                        functions.col(probe + ".step"),
                                                        functions.col("look.role"),
                                                        functions.col(probe + ".place.x"),
                                                        functions.col(probe + ".place.y"))
                                                .as("look"))
                                .as(WANTED));
    }

    private static Column look(String frame, WantedFrame.Role role) {
        return functions.struct(
                functions.lit(role.name()).as("role"),
                functions.col(ActionsStage.PROBE + "." + frame).as("frame"));
    }

    private static final class Read implements MapPartitionsFunction<Row, Row> {
        private static final long serialVersionUID = 1L;

        private final ReadMachine.ReadTask task;

        Read(ReadMachine.ReadTask task) {
            this.task = task;
        }

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            List<ReadMachine> opened = new ArrayList<>();
            OpenStore store = new OpenStore(task);
            TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> {
                opened.forEach(ReadMachine::close);
                store.close();
            });
            return Streams.perGroup(rows, MergedRows::keyOf, key -> {
                ReadMachine machine = new ReadMachine(task, store::of);
                opened.add(machine);
                return machine;
            });
        }
    }

    /** The store of the person whose recordings a task is at: rows come sorted by person, so one is open at a time. */
    private static final class OpenStore {
        private final ReadMachine.ReadTask task;
        private String subject = "";
        private @Nullable ReadingStore store;

        OpenStore(ReadMachine.ReadTask task) {
            this.task = task;
        }

        KnownReadings of(String wanted) {
            ReadingStore.Place place = task.known();
            if (place == null) {
                return KnownReadings.NONE;
            }
            ReadingStore open = store;
            if (open == null || !wanted.equals(subject)) {
                close();
                open = ReadingStore.open(place, wanted);
                store = open;
                subject = wanted;
            }
            return open;
        }

        void close() {
            ReadingStore open = store;
            store = null;
            if (open != null) {
                open.flush();
                task.counters().unusable().add(open.damaged());
            }
        }
    }
}
