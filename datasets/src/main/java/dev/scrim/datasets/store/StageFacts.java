package dev.scrim.datasets.store;

import dev.scrim.datasets.check.ViolationCode;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a stage says about itself when it commits.
 *
 * @param inputsDigest {@link StageInputs#digest()}
 * @param counts named counts, such as {@code recordings.in}; names and numbers only, they are stored readable
 * @param violations how often each code was given
 * @param contentDigest keyed digest of the stage's rows (see {@link ContentDigest}); empty when it has none
 */
public record StageFacts(
        String inputsDigest,
        SortedMap<String, Long> counts,
        SortedMap<ViolationCode, Long> violations,
        String contentDigest) {
    public StageFacts {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        violations = Collections.unmodifiableSortedMap(new TreeMap<>(violations));
    }

    public static StageFacts of(
            String inputsDigest, Map<String, Long> counts, Map<ViolationCode, Long> violations, String contentDigest) {
        return new StageFacts(inputsDigest, new TreeMap<>(counts), new TreeMap<>(violations), contentDigest);
    }
}
