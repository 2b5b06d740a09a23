package dev.scrim.redaction.verify;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Seeks one known secret in a reading by letters and digits alone, forgiving one reading error in eight characters.
 * Deliberately not the matcher that redaction uses (law 7).
 */
final class SecretProbe {
    private final String needle;
    private final int errors;

    private SecretProbe(String needle) {
        this.needle = needle;
        this.errors = needle.length() / 8;
    }

    static SecretProbe of(String secret) {
        return new SecretProbe(fold(secret));
    }

    /** Letters and digits that are left to seek; short probes match by chance. */
    int length() {
        return needle.length();
    }

    static String fold(String text) {
        StringBuilder out = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /** Whether it can be had from {@code folded}, a text already folded. */
    boolean isIn(String folded) {
        if (needle.isEmpty() || folded.length() + errors < needle.length()) {
            return false;
        }
        if (errors == 0 || folded.contains(needle)) {
            return folded.contains(needle);
        }
        // With k errors at least one of k + 1 pieces is exact: most texts are dismissed without any table.
        int piece = needle.length() / (errors + 1);
        for (int p = 0; p <= errors; p++) {
            if (folded.contains(needle.substring(p * piece, (p + 1) * piece))) {
                return within(folded);
            }
        }
        return false;
    }

    private boolean within(String folded) {
        int[] previous = new int[folded.length() + 1];
        for (int i = 1; i <= needle.length(); i++) {
            int[] current = new int[folded.length() + 1];
            current[0] = i;
            for (int j = 1; j <= folded.length(); j++) {
                int swap = previous[j - 1] + (needle.charAt(i - 1) == folded.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(swap, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        for (int distance : previous) {
            if (distance <= errors) {
                return true;
            }
        }
        return false;
    }
}
