package dev.scrim.jobs.canary;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.featurizers.reading.ReadingSettings;
import dev.scrim.jobs.repair.Eyes;
import dev.scrim.jobs.stage.StageRun;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Sends a build's canaries through its executors, counts what became of them, and refuses the build when too few died. */
public final class CanaryRun {
    private CanaryRun() {}

    /**
     * Runs, counts in the stage's manifest, and judges.
     *
     * @throws UserError with {@link ViolationCode#CANARY_MISSED} when redaction or its check does not work here
     */
    public static void of(StageRun run, ReadingSettings settings) {
        List<Integer> screens = IntStream.range(0, Canaries.count()).boxed().toList();
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(run.spark().sparkContext());
        int tasks = Math.max(1, Math.min(screens.size(), spark.defaultParallelism()));
        CanaryResult result = spark.parallelize(screens, tasks)
                .mapPartitions(new Fly(run.build().id(), settings))
                .fold(CanaryResult.none(), CanaryResult::plus);
        count(run, result);
        judge(result);
    }

    /** Says that none flew, in a build that has no frame to trust anybody with. */
    public static void skip(StageRun run) {
        count(run, CanaryResult.none());
    }

    /** Refuses when there is a fault. */
    static void judge(CanaryResult result) {
        List<String> faults = result.faults();
        if (!faults.isEmpty()) {
            throw new UserError(
                    "Cannot trust this build's redaction: " + ViolationCode.CANARY_MISSED + ", "
                            + String.join("; ", faults),
                    ViolationCode.CANARY_MISSED.remedy());
        }
    }

    private static void count(StageRun run, CanaryResult result) {
        run.count("canary.screens", result.screens());
        for (CanaryGroup group : CanaryGroup.values()) {
            String name = "canary." + group.label();
            run.count(name + ".planted", result.planted().getOrDefault(group, 0L));
            run.count(name + ".redacted", result.covered().getOrDefault(group, 0L));
            run.count(name + ".closed", result.closed().getOrDefault(group, 0L));
            run.count(name + ".seen", result.seen().getOrDefault(group, 0L));
        }
        run.count("canary.safe", result.safe());
        run.count("canary.safe.covered", result.safeCovered());
        run.count("canary.leaks", result.leaks());
    }

    /** One task's share of the screens. */
    private static final class Fly implements FlatMapFunction<Iterator<Integer>, CanaryResult> {
        private static final long serialVersionUID = 1L;

        private final String seed;
        private final ReadingSettings settings;

        Fly(String seed, ReadingSettings settings) {
            this.seed = seed;
            this.settings = settings;
        }

        @Override
        public Iterator<CanaryResult> call(Iterator<Integer> screens) {
            CanaryResult sum = CanaryResult.none();
            try (Eyes eyes = new Eyes()) {
                CanaryChain chain = new CanaryChain(settings, CanaryChain.Redactor.standard(), eyes.first());
                while (screens.hasNext()) {
                    sum = sum.plus(chain.run(Canaries.draw(seed, screens.next())));
                }
            }
            return List.of(sum).iterator();
        }
    }
}
