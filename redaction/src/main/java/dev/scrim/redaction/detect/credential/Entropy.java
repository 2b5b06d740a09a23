package dev.scrim.redaction.detect.credential;

/** How random a token looks. */
final class Entropy {
    private Entropy() {}

    /** Shannon entropy of the token's own characters, in bits per character. */
    static double bitsPerChar(String token) {
        int[] count = new int[128];
        for (int i = 0; i < token.length(); i++) {
            count[Math.min(127, token.charAt(i))]++;
        }
        double bits = 0;
        for (int n : count) {
            if (n > 0) {
                double p = (double) n / token.length();
                bits -= p * Math.log(p) / Math.log(2);
            }
        }
        return bits;
    }

    /** How many of lower case, upper case, digits and signs occur. */
    static int classes(String token) {
        boolean[] seen = new boolean[4];
        for (int i = 0; i < token.length(); i++) {
            seen[kind(token.charAt(i))] = true;
        }
        int n = 0;
        for (boolean s : seen) {
            n += s ? 1 : 0;
        }
        return n;
    }

    /** How often neighbours are of another class: high in random tokens, low in joined words. */
    static int switches(String token) {
        int n = 0;
        for (int i = 1; i < token.length(); i++) {
            n += kind(token.charAt(i)) != kind(token.charAt(i - 1)) ? 1 : 0;
        }
        return n;
    }

    private static int kind(char c) {
        return Character.isLowerCase(c) ? 0 : Character.isUpperCase(c) ? 1 : Character.isDigit(c) ? 2 : 3;
    }
}
