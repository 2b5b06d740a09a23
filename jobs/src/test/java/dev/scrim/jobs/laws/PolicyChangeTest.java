package dev.scrim.jobs.laws;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.build.BuildReport;
import dev.scrim.jobs.redacted.RedactedStage;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRunner;
import dev.scrim.jobs.verified.VerifiedStage;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Laws 3, 4 and 7 on one build: a policy that keeps all that may be kept reads no screen again, and the second look, which knows
 * no policy, does not let pass what it kept.
 */
class PolicyChangeTest {
    private static final String KEEP_ALL = "redaction: {policy: {tax: keep, medical: keep, chat: keep, ai_prompt: keep,"
            + " credential: spans, finance: keep, hr: keep, contact: keep, person: keep, unreadable: spans}}\n";

    private static BuildJob.Done done;

    @BeforeAll
    static void build() {
        SharedSpark.built();
        done = SharedSpark.build(SharedSpark.demo(SharedSpark.place("demo"), KEEP_ALL), 2);
    }

    @Test
    void whatComesBeforeThePolicyIsSharedAndNoScreenIsReadAgain() {
        Map<StageName, StageRunner.Outcome> outcomes = SharedSpark.outcomes(done);
        for (StageName stage : StageNames.ORDER) {
            if (stage.compareTo(StageNames.FINDINGS) < 0) {
                assertThat(outcomes.get(stage)).as(stage.value()).isEqualTo(StageRunner.Outcome.SHARED);
            }
            if (stage.compareTo(StageNames.REDACTED) >= 0) {
                assertThat(outcomes.get(stage)).as(stage.value()).isEqualTo(StageRunner.Outcome.RAN);
            }
        }
        assertThat(done.costs()).doesNotContainKey("ocr.calls");
        assertThat(BuildReport.of(done, "test").summary(Path.of("report.html")))
                .contains("OCR calls: 0 (readings reused).");
        assertThat(done.build().id()).isNotEqualTo(SharedSpark.built().build().id());
    }

    @Test
    void whatThePolicyKeptIsClosedOrWithheldByTheSecondLook() {
        assertThat(done.build()
                        .rows(StageNames.REDACTED, RedactedStage.REDACTED, RedactedStage.MASK)
                        .filter(col(RedactedStage.MASK + ".category").isin("TAX", "CHAT", "PERSON"))
                        .count())
                .isZero();
        long leaks = done.build()
                .rows(StageNames.VERIFIED, VerifiedStage.VERIFIED, VerifiedStage.LEAK)
                .count();
        long closed = done.build()
                .rows(StageNames.VERIFIED, VerifiedStage.VERIFIED, VerifiedStage.FRAME)
                .count();
        long withheld = done.build()
                .rows(StageNames.VERIFIED, VerifiedStage.VERIFIED, VerifiedStage.WITHHELD)
                .count();
        assertThat(leaks).isPositive();
        assertThat(closed + withheld).isPositive();
        SharedSpark.shards(SharedSpark.export(done))
                .forEach((name, bytes) -> Planted.assertAbsent("08-export/" + name, bytes, Planted.IDENTIFIERS));
    }
}
