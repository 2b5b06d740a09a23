package dev.scrim.datasets.store;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that decides what a stage writes. Two runs with an equal {@link #digest()} must write the same content;
 * a committed stage with another digest is stale.
 *
 * @param upstream {@link Manifest#digest()} of every stage read, in the order of the work; for the first stage the
 *     digest of the raw input
 * @param settings digest of the part of the spec that this stage reads
 * @param versions version of the code and of every detector and engine by name
 */
public record StageInputs(List<String> upstream, String settings, SortedMap<String, String> versions) {
    public StageInputs {
        upstream = List.copyOf(upstream);
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    }

    public String digest() {
        Digests.Fields fields =
                Digests.fields("scrim-stage-inputs/1").add(upstream).add(settings);
        versions.forEach((name, version) -> fields.add(name).add(version));
        return fields.hex();
    }
}
