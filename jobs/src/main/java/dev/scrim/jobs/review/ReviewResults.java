package dev.scrim.jobs.review;

import dev.scrim.datasets.release.ReviewResult;
import dev.scrim.jobs.review.sample.Standing;

/** What the gate is told of a review. */
final class ReviewResults {
    private ReviewResults() {}

    /**
     * The result for the build of that record. Its bound is the always-valid one of the strata, {@code U = sum W_h U_h}, at
     * the lot's part of alpha, and adjusted by the share of planted leaks that reviewers found (its estimate, not its lower
     * bound: the design's choice). A lot that was given up has none.
     */
    static ReviewResult of(String record, Standing standing, boolean failed) {
        return new ReviewResult(
                record,
                standing.gauge().verdicts().frames(),
                standing.gauge().verdicts().leaks(),
                failed ? 1 : standing.gauge().upper(),
                standing.reviewers());
    }
}
