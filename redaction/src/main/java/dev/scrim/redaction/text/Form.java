package dev.scrim.redaction.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identifiers whose every position is known to hold a digit or a letter, found although reading them confused the two, split
 * them or broke them over two lines. Thread-safe.
 *
 * <p>A shape is written with {@code 9} for a digit, {@code A} for a letter, {@code N} for either, a space for a place where the
 * printed form may have a joint, and other characters for themselves. At least half of the digit places must have been read right,
 * and half of the letter places or two thirds of all; two stray spaces may stand where the form has no joint.
 */
public final class Form {
    private static final String JOINT = "[ \\n\\t\\u00a0]{0,2}[-–—./_]?[ \\n\\t\\u00a0]{0,2}";
    private static final int STRAY_SPACES = 2;

    private final String places;
    private final boolean[] joint;
    private final Pattern pattern;

    private Form(String shape) {
        StringBuilder bare = new StringBuilder();
        StringBuilder regex = new StringBuilder("(?<![\\p{L}\\p{N}])");
        boolean[] joints = new boolean[shape.length()];
        boolean afterJoint = true;
        for (int i = 0; i < shape.length(); i++) {
            char c = shape.charAt(i);
            if (c == ' ') {
                regex.append(JOINT);
                afterJoint = true;
                continue;
            }
            if (!afterJoint) {
                regex.append("[ \\n]{0,3}");
            }
            joints[bare.length()] = afterJoint;
            bare.append(c);
            regex.append('(')
                    .append(
                            switch (c) {
                                case '9' -> Folding.DIGIT_READINGS;
                                case 'A' -> Folding.LETTER_READINGS;
                                case 'N' -> "[\\p{L}\\d|]";
                                default -> Misreadings.readings(c);
                            })
                    .append(')');
            afterJoint = false;
        }
        this.places = bare.toString();
        this.joint = joints;
        this.pattern = Pattern.compile(regex.append("(?![\\p{L}\\p{N}])").toString());
    }

    /** A form; see the class for how its shape is written. */
    public static Form of(String shape) {
        return new Form(shape);
    }

    /**
     * An identifier in a text.
     *
     * @param start first character in the text
     * @param end after the last
     * @param repaired in upper case, confusions mended, joints left out
     * @param stray number of spaces where the form has no joint
     * @param mended number of characters that were read as the other kind
     * @param oneCase whether all letters are capitals, or none
     */
    public record Match(int start, int end, String repaired, int stray, int mended, boolean oneCase) {
        /** As it would be printed: letters of one case, no stray space, and at most two characters mended. */
        public boolean tidy() {
            return stray == 0 && nearlyTidy();
        }

        /** The same with one stray space. */
        public boolean nearlyTidy() {
            return stray <= 1 && oneCase && mended <= 2;
        }
    }

    /** All identifiers of this form, in order. */
    public List<Match> find(String text) {
        List<Match> out = new ArrayList<>(0);
        Matcher m = pattern.matcher(text);
        int from = 0;
        while (from < text.length() && m.find(from)) {
            Optional<Match> match = match(m);
            match.ifPresent(out::add);
            from = match.isPresent() ? m.end() : m.start() + 1;
        }
        return out;
    }

    /** Nothing when too little of it was read as what it should be. */
    private Optional<Match> match(Matcher m) {
        StringBuilder out = new StringBuilder(places.length());
        int[] seen = new int[2];
        int[] right = new int[2];
        int stray = 0;
        int small = 0;
        int capital = 0;
        for (int i = 0; i < places.length(); i++) {
            char c = m.group(i + 1).charAt(0);
            char place = places.charAt(i);
            boolean confusable = "lio|OSBZGI".indexOf(c) >= 0;
            small += Character.isLowerCase(c) && !confusable ? 1 : 0;
            capital += Character.isUpperCase(c) && !confusable ? 1 : 0;
            stray += i > 0 && !joint[i] && m.start(i + 1) > m.end(i) ? 1 : 0;
            if (place == '9') {
                seen[0]++;
                right[0] += Character.isDigit(c) ? 1 : 0;
                out.append(Folding.asDigit(c));
            } else if (place == 'A') {
                seen[1]++;
                right[1] += Character.isLetter(c) ? 1 : 0;
                out.append(Folding.asLetter(c));
            } else {
                out.append(place == 'N' ? Character.toUpperCase(c) : place);
            }
        }
        boolean enough = stray <= STRAY_SPACES
                && right[0] * 2 >= seen[0]
                && (right[1] * 2 >= seen[1] || (right[0] + right[1]) * 3 >= (seen[0] + seen[1]) * 2);
        if (!enough) {
            return Optional.empty();
        }
        int mended = seen[0] - right[0] + seen[1] - right[1];
        boolean oneCase = small == 0 || capital == 0;
        String repaired = out.toString().toUpperCase(Locale.ROOT);
        return Optional.of(new Match(m.start(), m.end(), repaired, stray, mended, oneCase));
    }
}
