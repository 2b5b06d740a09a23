package dev.scrim.jobs.review.store;

/**
 * The sample of one build.
 *
 * @param id digest of the build's record: verdicts hold to exactly that
 * @param dataset its name; lots of one name share the chance of a wrong release
 * @param indexDigest of the review index that was sampled from
 * @param seed decides the whole plan; secret, since whoever knows it knows which frames are planted
 * @param plan digest of the plan that the seed gave
 * @param number of the lot among those of the dataset, from 1
 * @param alpha what of the chance of a wrong release is this lot's
 * @param target largest share of leaking frames that the spec accepts
 */
public record Lot(
        String id,
        String build,
        String dataset,
        String indexDigest,
        String seed,
        String plan,
        int number,
        double alpha,
        double target,
        State state) {
    /** What has become of it. */
    public enum State {
        /** The target is not reached. */
        OPEN,
        /** The bound is below the target. */
        REACHED,
        /** Somebody took a change to the spec: the build is to be redacted again. */
        FAILED
    }

    /** Without the seed. */
    @Override
    public String toString() {
        return "Lot[" + build + ", " + number + ", " + state + "]";
    }
}
