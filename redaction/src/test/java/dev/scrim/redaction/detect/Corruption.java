package dev.scrim.redaction.detect;

import dev.scrim.redaction.detect.Plants.Planted;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Seeded damage as recognition, wrapping and hasty typing do it: confusions, breaks, case and spacing. */
final class Corruption {
    private static final String CONFUSED = "0O1l5S8B2Z6GIsmo@-";

    private final Random random;

    Corruption(Random random) {
        this.random = random;
    }

    /** The planted value with one to three kinds of damage; where the value ends up is known. */
    Planted of(Planted p, boolean caseMatters) {
        String text = p.unit().text();
        String before = text.substring(0, p.from());
        String value = text.substring(p.from(), p.to());
        String after = text.substring(p.to());
        String label = p.unit().label().orElse("");
        boolean[] damage = damages();
        if (damage[0]) {
            boolean upper = random.nextBoolean();
            before = cased(before, upper);
            after = cased(after, upper);
            label = cased(label, upper);
            value = caseMatters ? value : cased(value, upper);
        }
        if (damage[1]) {
            value = confused(value, Math.max(1, Math.min(4, value.length() / 5)));
            before = confused(before, 1);
            label = confused(label, 1);
        }
        if (damage[2]) {
            value = broken(value);
        }
        if (damage[3]) {
            value = spaced(value);
            before = before.isBlank() ? before : before.replaceFirst(" ", random.nextBoolean() ? "  " : " ");
            label = label.replaceFirst(" ", random.nextBoolean() ? "  " : "");
        }
        TextUnit unit = new TextUnit(
                before + value + after,
                label.isEmpty() ? Optional.empty() : Optional.of(label),
                p.unit().context());
        return new Planted(p.kind(), unit, before.length(), before.length() + value.length(), p.selfEvident());
    }

    /** A harmless line with the same kinds of damage. */
    String of(String line) {
        boolean[] damage = damages();
        String out = damage[0] ? cased(line, random.nextBoolean()) : line;
        out = damage[1] ? confused(out, Math.max(1, Math.min(4, out.length() / 8))) : out;
        out = damage[2] ? broken(out) : out;
        return damage[3] ? spaced(out) : out;
    }

    /** One to three of case, confusion, break and spacing, in the order in which they happen. */
    private boolean[] damages() {
        boolean[] damage = new boolean[4];
        int n = 1 + random.nextInt(3);
        while (n > 0) {
            int i = random.nextInt(4);
            n -= damage[i] ? 0 : 1;
            damage[i] = true;
        }
        return damage;
    }

    /** At most {@code most} characters read as others that look alike. */
    private String confused(String s, int most) {
        StringBuilder b = new StringBuilder(s.length() + 4);
        int left = most;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (left > 0 && CONFUSED.indexOf(c) >= 0 && random.nextInt(3) == 0) {
                b.append(other(c));
                left--;
            } else if (left > 0 && c == 'r' && i + 1 < s.length() && s.charAt(i + 1) == 'n') {
                b.append('m');
                i++;
                left--;
            } else {
                b.append(c);
            }
        }
        return b.toString();
    }

    private String other(char c) {
        return switch (c) {
            case '0' -> "O";
            case 'O', 'o' -> "0";
            case '1' -> random.nextBoolean() ? "l" : "I";
            case 'l' -> random.nextBoolean() ? "1" : "I";
            case 'I' -> random.nextBoolean() ? "l" : "1";
            case '5' -> "S";
            case 'S', 's' -> "5";
            case '8' -> "B";
            case 'B' -> "8";
            case '2' -> "Z";
            case 'Z' -> "2";
            case '6' -> "G";
            case 'G' -> "6";
            case 'm' -> "rn";
            case '@' -> List.of("©", "®", " @", "@ ").get(random.nextInt(4));
            case '-' -> List.of("–", "—", " - ", "- ").get(random.nextInt(4));
            default -> String.valueOf(c);
        };
    }

    /** A line break where lines wrap: at a space or a sign, and within long runs anywhere. */
    private String broken(String s) {
        if (s.indexOf('\n') >= 0) {
            return s;
        }
        int[] at = java.util.stream.IntStream.range(1, s.length())
                .filter(i ->
                        " -./@_:".indexOf(s.charAt(i - 1)) >= 0 || (s.length() > 24 && i > 10 && i < s.length() - 6))
                .toArray();
        if (at.length == 0) {
            return s;
        }
        int i = at[random.nextInt(at.length)];
        return s.charAt(i - 1) == ' '
                ? s.substring(0, i - 1) + "\n" + s.substring(i)
                : s.substring(0, i) + "\n" + s.substring(i);
    }

    private static String cased(String s, boolean upper) {
        return upper ? s.toUpperCase(Locale.ROOT) : s.toLowerCase(Locale.ROOT);
    }

    /** A space doubled, lost or put in. */
    private String spaced(String s) {
        int space = s.indexOf(' ');
        int roll = random.nextInt(3);
        if (space >= 0 && roll == 0) {
            return s.substring(0, space) + s.substring(space + 1);
        }
        if (space >= 0 && roll == 1) {
            return s.substring(0, space) + " " + s.substring(space);
        }
        if (s.length() < 4) {
            return s;
        }
        int i = 2 + random.nextInt(s.length() - 3);
        return s.substring(0, i) + " " + s.substring(i);
    }
}
