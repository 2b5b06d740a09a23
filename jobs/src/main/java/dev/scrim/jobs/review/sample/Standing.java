package dev.scrim.jobs.review.sample;

import dev.scrim.jobs.review.store.Answer;
import dev.scrim.jobs.review.store.Reading;
import dev.scrim.redaction.review.Sensitivity;
import dev.scrim.redaction.review.StratifiedGauge;
import dev.scrim.redaction.review.Stratum;
import dev.scrim.redaction.review.TwoReaders;
import dev.scrim.redaction.review.Verdicts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where a review stands.
 *
 * @param gauge the bound, adjusted by what share of the planted leaks reviewers found
 * @param sensitivity of the reviewers; first and second readings of planted frames alike
 * @param readers what two readers said of the same frames of the sample
 * @param reviewers who read any of the sample, sorted
 */
public record Standing(StratifiedGauge gauge, Sensitivity sensitivity, TwoReaders readers, List<String> reviewers) {
    public Standing {
        reviewers = List.copyOf(reviewers);
    }

    /** Of all that was said. */
    public static Standing of(ReviewPlan plan, Collection<Judged> judged, double alpha, double target) {
        long found = 0;
        long planted = 0;
        long[] frames = new long[plan.strata()];
        long[] leaks = new long[plan.strata()];
        long both = 0;
        long onlyFirst = 0;
        long onlySecond = 0;
        long neither = 0;
        TreeSet<String> names = new TreeSet<>();
        for (Judged j : judged) {
            if (j.planned().plant()) {
                planted += count(j.first(), false) + count(j.second(), false);
                found += count(j.first(), true) + count(j.second(), true);
            } else if (j.planned().counts() && j.leaks().isPresent()) {
                frames[j.planned().stratum()]++;
                leaks[j.planned().stratum()] += j.leaks().get() ? 1 : 0;
                if (j.first().isPresent() && j.second().isPresent()) {
                    boolean a = j.first().get().answer().leaks();
                    boolean b = j.second().get().answer().leaks();
                    both += a && b ? 1 : 0;
                    onlyFirst += a && !b ? 1 : 0;
                    onlySecond += b && !a ? 1 : 0;
                    neither += !a && !b ? 1 : 0;
                }
            } else {
                continue;
            }
            j.first().ifPresent(r -> names.add(r.reader()));
            j.second().ifPresent(r -> names.add(r.reader()));
            j.decided().ifPresent(r -> names.add(r.reader()));
        }
        Sensitivity sensitivity = new Sensitivity(found, planted);
        List<Stratum> strata = new ArrayList<>();
        for (int i = 0; i < plan.strata(); i++) {
            strata.add(new Stratum(
                    plan.stratum(i), plan.framesOf(i), new Verdicts(frames[i], leaks[i]), sensitivity.estimate()));
        }
        return new Standing(
                new StratifiedGauge(strata, alpha, target),
                sensitivity,
                new TwoReaders(both, onlyFirst, onlySecond, neither),
                List.copyOf(names));
    }

    /** Only a planted leak that was called a leak is found: who could not tell has not seen it. */
    private static long count(Optional<Reading> reading, boolean foundOnly) {
        return reading.filter(r -> !foundOnly || r.answer() == Answer.LEAK).isPresent() ? 1 : 0;
    }
}
