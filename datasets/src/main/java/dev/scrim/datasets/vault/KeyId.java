package dev.scrim.datasets.vault;

import java.util.regex.Pattern;

/**
 * Names one data key. Not a secret: it is stored in the clear beside what the key encrypts.
 *
 * @param subject opaque name from {@link KeyService#opaque}, or {@link #BUILD}; a person's own id is refused
 * @param epoch 0 or more; a new epoch starts a new key for the same person
 */
public record KeyId(String subject, int epoch) implements Comparable<KeyId> {
    /** Subject of what is nobody's, such as a table of violations. */
    public static final String BUILD = "_build";

    private static final Pattern SUBJECT = Pattern.compile("s[0-9a-f]{32}|" + BUILD);

    public KeyId {
        if (!SUBJECT.matcher(subject).matches()) {
            throw new IllegalArgumentException("Cannot name a key: its subject must be an opaque name or " + BUILD);
        }
        if (epoch < 0) {
            throw new IllegalArgumentException("Cannot name a key: epoch " + epoch + " is negative");
        }
    }

    /** Reads what {@link #toString} writes. */
    public static KeyId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("Cannot read a key id: it has no epoch");
        }
        return new KeyId(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    }

    @Override
    public int compareTo(KeyId other) {
        int bySubject = subject.compareTo(other.subject);
        return bySubject != 0 ? bySubject : Integer.compare(epoch, other.epoch);
    }

    @Override
    public String toString() {
        return subject + "/" + epoch;
    }
}
