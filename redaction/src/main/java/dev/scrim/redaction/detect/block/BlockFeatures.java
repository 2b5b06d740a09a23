package dev.scrim.redaction.detect.block;

import dev.scrim.redaction.detect.Features;
import dev.scrim.redaction.text.Folding;

/** Words, word pairs and character 3- to 5-grams of a block; numbers by their shape. */
public final class BlockFeatures {
    private static final int WORD = 1;
    private static final int PAIR = 2;
    private static final int GRAM = 3;
    /** Longer blocks say nothing new. */
    private static final int MAX_CHARS = 2000;

    private BlockFeatures() {}

    /** Features of a text. */
    public static Features of(String text) {
        String lower = Folding.lower(text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text);
        Features out = new Features();
        String previous = "^";
        int i = 0;
        while (i < lower.length()) {
            char c = lower.charAt(i);
            if (Character.isWhitespace(c)) {
                i++;
                continue;
            }
            int from = i;
            boolean letters = Character.isLetter(c);
            while (i < lower.length()
                    && !Character.isWhitespace(lower.charAt(i))
                    && Character.isLetter(lower.charAt(i)) == letters) {
                i++;
            }
            String token = letters ? lower.substring(from, i) : shape(lower, from, i);
            out.add(WORD, token);
            out.add(PAIR, previous + " " + token);
            if (letters) {
                String framed = "<" + token + ">";
                for (int n = 3; n <= 5; n++) {
                    for (int k = 0; k + n <= framed.length(); k++) {
                        out.add(GRAM, framed, k, k + n);
                    }
                }
            }
            previous = token;
        }
        return out.normalised();
    }

    private static String shape(String text, int from, int to) {
        StringBuilder b = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            b.append(Character.isDigit(text.charAt(i)) ? '9' : text.charAt(i));
        }
        return b.length() > 14 ? b.substring(0, 14) : b.toString();
    }
}
