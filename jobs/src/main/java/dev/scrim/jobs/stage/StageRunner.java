package dev.scrim.jobs.stage;

import dev.scrim.datasets.store.BuildFolder;
import dev.scrim.datasets.store.BuildRun;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.datasets.store.StageCommit;
import dev.scrim.datasets.store.StageFacts;
import dev.scrim.datasets.store.StageInputs;
import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.jobs.halt.Halt;
import dev.scrim.jobs.spec.SpecDigest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs stages: decides whether a stage's result is there already, and if not, has it made and committed. A stage that is
 * there under the same inputs is never run again, in this build or in another of the workspace.
 */
public final class StageRunner {
    /** How a stage's result came about. */
    public enum Outcome {
        RAN,
        /** It was committed by an earlier run of this build. */
        RESUMED,
        /** Another build of the workspace made the same; it is used there. */
        SHARED
    }

    /** What became of one stage. */
    public record Result(StageName stage, Outcome outcome, Manifest manifest, double seconds, Optional<Split> split) {}

    /**
     * How a stage that ran divided its recordings.
     *
     * @param from the build that recordings were taken from; empty where none was
     * @param taken how many were taken
     * @param computed how many were computed
     */
    public record Split(String from, long taken, long computed) {}

    private final Workspace workspace;
    private final Build build;
    private final BuildRun run;
    private final ProgressWatch progress;
    private final String inputDigest;
    private final Halt halt;
    private final Map<String, Long> costs = new TreeMap<>();
    private @Nullable RecordingKeys keys;

    /**
     * Runs for one build.
     *
     * @param inputDigest digest of the raw input, the first stage's upstream
     */
    public StageRunner(Workspace workspace, Build build, BuildRun run, ProgressWatch progress, String inputDigest) {
        this.workspace = workspace;
        this.build = build;
        this.run = run;
        this.progress = progress;
        this.inputDigest = inputDigest;
        this.halt = new Halt(workspace.root().toUri());
    }

    /**
     * Says which recordings the build has, once that is known: from there on stages take what other builds made of them.
     *
     * @param first the stage that reads the input
     */
    public void recordings(Stage first, List<CapturedRecording> recordings) {
        keys = new RecordingKeys(build, first, recordings);
    }

    /**
     * Makes the stage's result available.
     *
     * @throws dev.scrim.jobs.halt.Halted when the workspace was halted before it
     */
    public Result run(Stage stage) throws IOException {
        halt.require("run stage " + stage.name() + " of build " + run.build().id());
        long started = System.nanoTime();
        String digest = inputs(stage).digest();
        Optional<Division> division = keys == null ? Optional.empty() : stage.division(build);
        // Also of a stage that is there already: the next one's keys are made of them.
        Map<String, String> own = keys == null || division.isEmpty() ? Map.of() : keys.of(stage, division.get());
        Result result = resume(stage, digest, started);
        if (result == null) {
            result = make(stage, digest, division, own, started);
        }
        StagePlaces.write(run.build(), build.places());
        return result;
    }

    private Result make(Stage stage, String digest, Optional<Division> division, Map<String, String> own, long started)
            throws IOException {
        Optional<Taken> taken = division.flatMap(d -> Taken.find(workspace, build, stage, d, own));
        Optional<Manifest> manifest = Optional.empty();
        if (taken.isPresent()) {
            try {
                manifest = Optional.of(commit(stage, digest, own, taken));
            } catch (Exception e) {
                // Fail closed: whatever cannot be taken is computed. What is wrong with the stage itself fails again.
                // Spark's own exceptions are checked ones that no signature tells of.
                progress.stop();
                costs.put("recordings.refused." + stage.name(), (long)
                        taken.get().parts().size());
                taken = Optional.empty();
            }
        }
        Manifest done = manifest.isPresent() ? manifest.get() : commit(stage, digest, own, taken);
        build.finished(stage, run.build(), done);
        long there = taken.map(t -> (long) t.parts().size()).orElse(0L);
        String from = taken.map(t -> t.from().id()).orElse("");
        Optional<Split> split = division.map(d -> new Split(from, there, keys == null ? 0 : keys.recordings() - there));
        if (split.isPresent()) {
            costs.put("recordings.taken." + stage.name(), there);
            costs.put("recordings.computed." + stage.name(), split.get().computed());
        }
        return new Result(stage.name(), Outcome.RAN, done, seconds(started), split);
    }

    private Manifest commit(Stage stage, String digest, Map<String, String> own, Optional<Taken> taken)
            throws IOException {
        run.discardFrom(stage.name());
        try (StageCommit commit = stage.resumable() ? run.resume(stage.name(), digest) : run.begin(stage.name())) {
            StageRun work = new StageRun(build, stage, commit, progress, taken);
            stage.run(work);
            progress.stop();
            if (!own.isEmpty()) {
                work.writeParts(own);
            }
            StageFacts facts = StageFacts.of(digest, work.counts(), work.violations(), work.contentDigest());
            Manifest manifest = stage.readable(build) ? commit.commitReadable(facts) : commit.commit(facts);
            costs.putAll(work.costs());
            return manifest;
        }
    }

    /** What the stages that ran said of their cost. */
    public Map<String, Long> costs() {
        return costs;
    }

    private @Nullable Result resume(Stage stage, String digest, long started) {
        if (run.build().matches(stage.name(), digest)) {
            Manifest manifest = run.build().committed(stage.name()).orElseThrow();
            build.finished(stage, run.build(), manifest);
            return new Result(stage.name(), Outcome.RESUMED, manifest, seconds(started), Optional.empty());
        }
        // An export is a build's own: a release is signed for one build, never for another's bytes.
        if (stage.name().equals(StageNames.EXPORT)) {
            return null;
        }
        for (String other : workspace.builds()) {
            BuildFolder folder = workspace.build(other);
            Optional<Manifest> manifest = folder.committed(stage.name());
            if (manifest.isPresent() && manifest.get().facts().inputsDigest().equals(digest)) {
                build.finished(stage, folder, manifest.get());
                return new Result(stage.name(), Outcome.SHARED, manifest.get(), seconds(started), Optional.empty());
            }
        }
        return null;
    }

    private StageInputs inputs(Stage stage) {
        List<String> upstream = new ArrayList<>();
        if (stage.reads().isEmpty()) {
            upstream.add(inputDigest);
        }
        for (StageName read : stage.reads()) {
            upstream.add(build.manifest(read).digest());
        }
        TreeMap<String, String> versions = new TreeMap<>(stage.versions(build));
        versions.put("code", CodeDigest.of(stage.code()));
        return new StageInputs(
                upstream, new SpecDigest(build.spec()).digestFor(stage.name().value()), versions);
    }

    private static double seconds(long startedNs) {
        return (System.nanoTime() - startedNs) / 1e9;
    }
}
