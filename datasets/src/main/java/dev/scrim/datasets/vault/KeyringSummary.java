package dev.scrim.datasets.vault;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What people may see of a keyring; no key.
 *
 * @param keys data keys that can still be used
 * @param destroyed data keys that were destroyed
 * @param versions of a Vault key, such as {@code v2}, and how many keys are wrapped under each; after a rotation one
 */
public record KeyringSummary(MasterPlace master, int keys, int destroyed, SortedMap<String, Integer> versions) {
    public KeyringSummary {
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    }
}
