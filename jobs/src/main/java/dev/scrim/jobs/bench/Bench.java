package dev.scrim.jobs.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.build.BuildOptions;
import dev.scrim.jobs.build.BuildReport;
import dev.scrim.jobs.readings.ReadingsStage;
import dev.scrim.jobs.report.Progress;
import dev.scrim.jobs.spark.Sessions;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Builds once from nothing, then reads a sample of the same frames the straightforward way, in one process. */
public final class Bench {
    private static final double MICROS = 1e6;

    private final DatasetSpec spec;
    private final int cores;
    private final int sampleFrames;
    private final Progress progress;
    private final Clock clock;

    /**
     * A bench of one spec.
     *
     * @param spec its workspace must be empty, or finished stages would cost nothing
     * @param cores worker threads; 0 for all
     * @param sampleFrames kept frames that are read as whole pages
     */
    public Bench(DatasetSpec spec, int cores, int sampleFrames, Progress progress, Clock clock) {
        this.spec = spec;
        this.cores = cores > 0 ? cores : Runtime.getRuntime().availableProcessors();
        this.sampleFrames = sampleFrames;
        this.progress = progress;
        this.clock = clock;
    }

    /** Measures. Never an evaluation: what is built stays sealed. */
    public BenchFigures run() throws IOException {
        Workspace workspace = Workspace.open(spec.workspace(), new Configuration(), clock);
        int partitions = 2 * cores;
        // Opened here, so that its start is in no figure; the build finds it open.
        Sessions.open(cores, partitions, workspace.defaultKeyring().toAbsolutePath());
        long cpu = cpuNs();
        BuildOptions options = new BuildOptions(false, Optional.empty(), cores, partitions);
        BuildJob.Done done = new BuildJob(spec, options, progress, clock).run();
        double cpuSeconds = (cpuNs() - cpu) / 1e9;
        PeakMemory peak = PeakMemory.now();
        Build build = done.build();
        long frames = build.manifest(StageNames.READINGS).count("readings.frame");
        if (frames == 0) {
            throw new UserError(
                    "Cannot measure reading: no frame was kept",
                    "name recordings with consent, actions and a readable video");
        }
        PageOcr.Cost pages = new PageOcr(build, cores).read(sampleFrames);
        Map<String, Long> costs = done.costs();
        List<BenchFigures.StageTime> stages = done.stages().stream()
                .map(s -> new BenchFigures.StageTime(s.stage().value(), s.seconds()))
                .toList();
        return new BenchFigures(
                BuildReport.of(done, "bench").data().totals().recordedUs() / MICROS,
                cores,
                done.seconds(),
                cpuSeconds,
                stages,
                frames,
                costs.getOrDefault("ocr.calls", 0L),
                costs.getOrDefault("ocr.ms", 0L) / 1e3,
                new RedactionWork(
                        costs.getOrDefault("detect.us", 0L) / MICROS,
                        costs.getOrDefault("propagate.us", 0L) / MICROS,
                        costs.getOrDefault("mask.us", 0L) / MICROS),
                costs.getOrDefault("lines.found", 0L),
                costs.getOrDefault("lines.read", 0L),
                characters(build),
                peak,
                pages.frames(),
                pages.characters(),
                pages.seconds());
    }

    private static long characters(Build build) {
        Row sum = build.rows(StageNames.READINGS, ReadingsStage.READINGS, ReadingsStage.LINE)
                .agg(functions.coalesce(
                        functions.sum(functions.length(functions.col(ReadingsStage.LINE + ".text"))),
                        functions.lit(0L)))
                .first();
        return sum.getLong(0);
    }

    /** CPU time of this process, all threads. */
    private static long cpuNs() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
