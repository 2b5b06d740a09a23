package dev.scrim.datasets.release;

import java.util.List;

/**
 * What people found who judged a sample of a build's redacted frames.
 *
 * @param record digest of the record of the build that they judged; another build's verdicts count for nothing
 * @param frames judged, drawn at random
 * @param leaks frames with anything left to read
 * @param bound upper 95 % bound of the leak rate
 * @param reviewers accounts
 */
public record ReviewResult(String record, long frames, long leaks, double bound, List<String> reviewers) {
    public ReviewResult {
        reviewers = List.copyOf(reviewers);
        if (frames < 0 || leaks < 0 || leaks > frames || !(bound >= 0 && bound <= 1)) {
            throw new IllegalArgumentException("Cannot take this for the result of a review");
        }
    }
}
