package dev.scrim.datasets.split;

import dev.scrim.datasets.model.SubjectId;

/**
 * Sends people, never single trajectories, to splits: nobody is in two. A pure function of the key, the ratios and the
 * person, so a person who joins later moves nobody else.
 *
 * @param train share of people in [0, 1]; the three add up to 1
 */
public record SplitPlan(double train, double validation, double test) implements java.io.Serializable {
    /** 90 % train, 5 % validation, 5 % test. */
    public static final SplitPlan DEFAULT = new SplitPlan(0.90, 0.05, 0.05);

    public SplitPlan {
        boolean inRange = train >= 0 && validation >= 0 && test >= 0;
        if (!inRange || Math.abs(train + validation + test - 1) > 1e-9) {
            throw new IllegalArgumentException("Cannot split by " + train + ", " + validation + ", " + test
                    + " (give shares from 0 to 1 that add up to 1)");
        }
    }

    /** Where all recordings of {@code subject} go. */
    public Split of(SubjectId subject, OpaqueKeys keys) {
        return at(keys.fraction(subject));
    }

    Split at(double fraction) {
        if (fraction < train) {
            return Split.TRAIN;
        }
        // Rounding must not send anyone to a split whose share is 0.
        boolean inValidation = test == 0 || (validation > 0 && fraction < train + validation);
        return inValidation ? (validation == 0 ? Split.TRAIN : Split.VALIDATION) : Split.TEST;
    }
}
