package dev.scrim.jobs.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.build.BuildOptions;
import dev.scrim.jobs.build.BuildReport;
import dev.scrim.jobs.readings.ReadingsStage;
import dev.scrim.jobs.report.Progress;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.spark.Sessions;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.timeline.TimelineStage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Builds from nothing, with the steps' frames and then with every frame that differs, and does a sample of the same frames
 * the straightforward way, all in one process.
 */
public final class Bench {
    private static final double MICROS = 1e6;

    private final DatasetSpec spec;
    private final DatasetSpec again;
    private final int cores;
    private final int sampleFrames;
    private final double fullRateSeconds;
    private final Progress progress;
    private final Clock clock;

    /**
     * A bench of one spec.
     *
     * @param spec its workspace must be empty, or finished stages would cost nothing
     * @param again the same with a workspace of its own: in the first one a full-rate build would find stages there
     * @param cores worker threads; 0 for all
     * @param sampleFrames frames that are done the straightforward way, for each comparison
     * @param fullRateSeconds so many recorded seconds, by whole recordings and at least one, are built at full rate too; 0
     *     for none
     */
    public Bench(
            DatasetSpec spec,
            DatasetSpec again,
            int cores,
            int sampleFrames,
            double fullRateSeconds,
            Progress progress,
            Clock clock) {
        this.spec = spec;
        this.again = again;
        this.cores = cores > 0 ? cores : Runtime.getRuntime().availableProcessors();
        this.sampleFrames = sampleFrames;
        this.fullRateSeconds = fullRateSeconds;
        this.progress = progress;
        this.clock = clock;
    }

    private record Run(BuildJob.Done done, Map<String, Work> work, double cpuSeconds) {
        Work of(String stage) {
            return work.getOrDefault(stage, Work.NONE);
        }
    }

    /** Measures. Never an evaluation: what is built stays sealed. */
    public BenchFigures run() throws IOException {
        Workspace workspace = Workspace.open(spec.workspace(), new Configuration(), clock);
        // Opened here, so that its start is in no figure; the builds find it open.
        Sessions.open(cores, 2 * cores, workspace.defaultKeyring().toAbsolutePath());
        Run kept = build(spec.withFrames(DatasetSpec.Frames.STEPS));
        BuildJob.Done done = kept.done();
        PeakMemory peak = PeakMemory.now();
        Build build = done.build();
        long frames = build.manifest(StageNames.READINGS).count("readings.frame");
        if (frames == 0) {
            throw new UserError(
                    "Cannot measure reading: no frame was kept",
                    "name recordings with consent, actions and a readable video");
        }
        Straight straight = new Straightforward(build, cores).measure(sampleFrames);
        Optional<FullRateFigures> fullRate = fullRateSeconds > 0 ? Optional.of(fullRate(kept)) : Optional.empty();
        Map<String, Long> costs = done.costs();
        long calls = costs.getOrDefault("ocr.calls", 0L);
        long linesRead = costs.getOrDefault("lines.read", 0L);
        LineSums lines = LineSums.of(build);
        return new BenchFigures(
                recordedSeconds(done),
                cores,
                done.seconds(),
                kept.cpuSeconds(),
                done.stages().stream()
                        .map(s -> new BenchFigures.StageTime(
                                s.stage().value(),
                                s.seconds(),
                                kept.of(s.stage().value())))
                        .toList(),
                frames,
                calls,
                costs.getOrDefault("ocr.ms", 0L) / 1e3,
                new RedactionWork(
                        costs.getOrDefault("detect.us", 0L) / MICROS,
                        costs.getOrDefault("propagate.us", 0L) / MICROS,
                        costs.getOrDefault("mask.us", 0L) / MICROS),
                costs.getOrDefault("lines.found", 0L),
                linesRead,
                lines.characters(),
                lines.newCharacters(),
                Math.round(lines.pixels() * (linesRead == 0 ? 1 : (double) calls / linesRead)),
                lines.textPixels(),
                storage(build),
                peak,
                straight,
                fullRate);
    }

    private Run build(DatasetSpec wanted) {
        BuildOptions options = new BuildOptions(false, Optional.empty(), cores, 2 * cores);
        long cpu = cpuNs();
        try (WorkSampler sampler = new WorkSampler()) {
            BuildJob.Done done = new BuildJob(wanted, options, progress, clock).run();
            return new Run(done, sampler.stop(), (cpuNs() - cpu) / 1e9);
        }
    }

    private FullRateFigures fullRate(Run kept) throws IOException {
        Map<String, Double> lengths = lengths(kept.done().build());
        List<RecordingId> chosen = new ArrayList<>();
        double sum = 0;
        for (Map.Entry<String, Double> each : lengths.entrySet()) {
            if (chosen.isEmpty() || sum + each.getValue() <= fullRateSeconds) {
                chosen.add(new RecordingId(each.getKey()));
                sum += each.getValue();
            }
        }
        DatasetSpec some = chosen.size() == lengths.size() ? again : again.withOnly(chosen);
        Run run = build(some.withFrames(DatasetSpec.Frames.ALL));
        return new FullRateFigures(
                chosen.stream().map(RecordingId::value).toList(),
                lengths.size(),
                recordedSeconds(run.done()),
                run.done().seconds(),
                run.cpuSeconds(),
                new Straightforward(run.done().build(), cores).measure(sampleFrames));
    }

    /** Seconds of each recording of which frames were kept, in the order of a hash of its id: the same in every run. */
    private static Map<String, Double> lengths(Build build) {
        String frame = ReadingsStage.FRAME;
        String event = TimelineStage.EVENT + ".event.t_us";
        Map<String, Double> out = new LinkedHashMap<>();
        for (Row r : build.rows(StageNames.TIMELINE, TimelineStage.TIMELINE, TimelineStage.EVENT)
                .join(
                        build.rows(StageNames.READINGS, ReadingsStage.READINGS, frame)
                                .select(functions.col(Tagged.RECORDING).as("with_frames"))
                                .distinct(),
                        functions.col(Tagged.RECORDING).equalTo(functions.col("with_frames")))
                .groupBy(Tagged.RECORDING)
                .agg(functions.max(event).minus(functions.min(event)))
                .orderBy(functions.xxhash64(functions.col(Tagged.RECORDING)))
                .collectAsList()) {
            out.put(r.getString(0), r.getLong(1) / MICROS);
        }
        return out;
    }

    private static double recordedSeconds(BuildJob.Done done) {
        return BuildReport.of(done, "bench").data().totals().recordedUs() / MICROS;
    }

    private static Map<String, Long> storage(Build build) throws IOException {
        Map<String, Long> out = new TreeMap<>();
        for (StageName stage : StageNames.ORDER) {
            org.apache.hadoop.fs.Path folder = build.stagePath(stage);
            out.put(
                    stage.value(),
                    folder.getFileSystem(new Configuration())
                            .getContentSummary(folder)
                            .getLength());
        }
        return out;
    }

    /** CPU time of this process, all threads. */
    private static long cpuNs() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
