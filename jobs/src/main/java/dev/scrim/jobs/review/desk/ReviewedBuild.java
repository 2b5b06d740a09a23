package dev.scrim.jobs.review.desk;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a review is of.
 *
 * @param id of the build
 * @param dataset its name
 * @param record digest of the build's record: verdicts hold to exactly that
 * @param target largest share of leaking frames that its spec accepts
 * @param evaluation whether it can never be released
 * @param treatments what was done about each category, by labels
 */
public record ReviewedBuild(
        String id,
        String dataset,
        String record,
        double target,
        boolean evaluation,
        SortedMap<String, String> treatments) {
    public ReviewedBuild {
        treatments = Collections.unmodifiableSortedMap(new TreeMap<>(treatments));
    }
}
