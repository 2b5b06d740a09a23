package dev.scrim.jobs.spec;

import java.util.Optional;

/**
 * One row of the table that drives both reading and {@code spec --explain}.
 *
 * @param path dotted from the top; {@code []} stands for the places of a list
 * @param presence whether the key must be there
 * @param fallback what holds when it is not, as YAML; empty for a key that is required or may be missing
 * @param stage first stage that a change makes run again; empty for locations, whose content is pinned by digest instead
 * @param meaning for a person who writes a spec
 */
record SpecKey(
        String path,
        SpecType type,
        Presence presence,
        Optional<String> fallback,
        Optional<String> stage,
        String meaning) {

    /** Whether a key must be there. */
    enum Presence {
        REQUIRED,
        OPTIONAL,
        DEFAULTED
    }

    /** Path of the section that holds this key; empty at the top. */
    String parent() {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? "" : path.substring(0, dot);
    }

    /** The key as written in its section. */
    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
