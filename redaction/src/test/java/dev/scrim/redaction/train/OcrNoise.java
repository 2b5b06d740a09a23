package dev.scrim.redaction.train;

import java.util.Map;
import java.util.Random;

/** Seeded errors as OCR makes them. */
public final class OcrNoise {
    private static final Map<Character, String> CONFUSED = Map.ofEntries(
            Map.entry('0', "O"),
            Map.entry('O', "0"),
            Map.entry('1', "l"),
            Map.entry('l', "1"),
            Map.entry('I', "l"),
            Map.entry('5', "S"),
            Map.entry('S', "5"),
            Map.entry('8', "B"),
            Map.entry('B', "8"),
            Map.entry('m', "rn"),
            Map.entry('w', "vv"),
            Map.entry('e', "c"),
            Map.entry('c', "e"),
            Map.entry('t', "f"),
            Map.entry('i', "l"),
            Map.entry('a', "o"));

    private OcrNoise() {}

    /** The text with each confusable character swapped with probability {@code rate}, and words rarely joined or split. */
    public static String apply(String text, double rate, Random random) {
        StringBuilder out = new StringBuilder(text.length() + 4);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String other = CONFUSED.get(c);
            double roll = random.nextDouble();
            if (other != null && roll < rate) {
                out.append(other);
            } else if (Character.isLetter(c) && roll > 1 - rate / 12) {
                out.append(c).append(' ');
            } else if (c != ' ' || roll >= rate / 4) {
                out.append(c);
            }
        }
        return out.toString();
    }
}
