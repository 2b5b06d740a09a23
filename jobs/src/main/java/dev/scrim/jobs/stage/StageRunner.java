package dev.scrim.jobs.stage;

import dev.scrim.datasets.store.BuildFolder;
import dev.scrim.datasets.store.BuildRun;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.datasets.store.StageCommit;
import dev.scrim.datasets.store.StageFacts;
import dev.scrim.datasets.store.StageInputs;
import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.jobs.spec.SpecDigest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
    public record Result(StageName stage, Outcome outcome, Manifest manifest, double seconds) {}

    private final Workspace workspace;
    private final Build build;
    private final BuildRun run;
    private final ProgressWatch progress;
    private final String inputDigest;
    private final Map<String, Long> costs = new TreeMap<>();

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
    }

    /** Makes the stage's result available. */
    public Result run(Stage stage) throws IOException {
        long started = System.nanoTime();
        String digest = inputs(stage).digest();
        Result result = resume(stage, digest, started);
        if (result == null) {
            run.discardFrom(stage.name());
            try (StageCommit commit = run.begin(stage.name())) {
                StageRun work = new StageRun(build, stage, commit, progress);
                stage.run(work);
                progress.stop();
                StageFacts facts = StageFacts.of(digest, work.counts(), work.violations(), work.contentDigest());
                Manifest manifest = stage.readable(build) ? commit.commitReadable(facts) : commit.commit(facts);
                costs.putAll(work.costs());
                build.finished(stage, run.build(), manifest);
                result = new Result(stage.name(), Outcome.RAN, manifest, seconds(started));
            }
        }
        StagePlaces.write(run.build(), build.places());
        return result;
    }

    /** What the stages that ran said of their cost. */
    public Map<String, Long> costs() {
        return costs;
    }

    private @org.jspecify.annotations.Nullable Result resume(Stage stage, String digest, long started) {
        if (run.build().matches(stage.name(), digest)) {
            Manifest manifest = run.build().committed(stage.name()).orElseThrow();
            build.finished(stage, run.build(), manifest);
            return new Result(stage.name(), Outcome.RESUMED, manifest, seconds(started));
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
                return new Result(stage.name(), Outcome.SHARED, manifest.get(), seconds(started));
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
