package dev.scrim.jobs.review.desk;

/**
 * What a review is of.
 *
 * @param id of the build
 * @param dataset its name
 * @param record digest of the build's record: verdicts hold to exactly that
 * @param target largest share of leaking frames that its spec accepts
 * @param evaluation whether it can never be released
 */
public record ReviewedBuild(String id, String dataset, String record, double target, boolean evaluation) {}
