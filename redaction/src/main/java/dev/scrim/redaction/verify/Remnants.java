package dev.scrim.redaction.verify;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.datasets.model.Word;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ends of identifiers that stick out from a mask. A reader that sees a space inside a key makes redaction end its mask
 * there; the rest matches no pattern any more and is no known secret, but it touches a mask and looks like a code.
 */
final class Remnants {
    /** Whose values are unbroken codes. In running text a mask may well end beside a number that is nobody's. */
    private static final Set<Category> CODES = EnumSet.of(Category.CREDENTIAL, Category.FINANCE, Category.TAX);
    /** A word nearer to a mask than this many line heights is glued to it: less than a space and the mask's own rim. */
    private static final double GLUED_EM = 0.5;
    /** What stands between a name and its value. */
    private static final String SIGNS = "=:\"'";
    /** Fewer characters than that say too little to be sought. */
    private static final int MIN_CHARS = 4;

    private Remnants() {}

    static Optional<Leak> beside(PlacedLine line, List<Mask> masks, long tUs) {
        for (Mask mask : masks) {
            Box m = mask.box();
            Box box = line.box();
            boolean level = box.centerY() > m.y() && box.centerY() < m.bottom();
            if (!level || !CODES.contains(mask.category()) || mask.entity().equals(Verifier.REPAIR)) {
                continue;
            }
            List<Word> words = line.line().words();
            for (int i = 0; i < words.size(); i++) {
                Box word = line.wordBox(i);
                double gap = Math.max(word.x() - m.right(), m.x() - word.right());
                boolean hidden = m.contains(word.centerX(), word.centerY());
                if (hidden || gap >= GLUED_EM * box.h()) {
                    continue;
                }
                String text = words.get(i).text();
                Optional<Box> rest = Optional.empty();
                if (mask.category() == Category.CREDENTIAL && word.x() < m.x()) {
                    boolean named = i > 0 && SIGNS.indexOf(last(words.get(i - 1).text())) >= 0;
                    rest = named ? Optional.of(word) : assigned(text, word);
                } else if (isCode(text)) {
                    rest = Optional.of(run(line, i, word.x() >= m.x()));
                }
                if (rest.isPresent()) {
                    return Optional.of(Leak.onScreen("remnant:" + mask.entity(), tUs, rest.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** The beginning of a value before its mask, as in {@code token=gh[mask]}; the name before it is nobody's. */
    private static Optional<Box> assigned(String text, Box word) {
        int sign = text.length() - 1;
        while (sign >= 0 && SIGNS.indexOf(text.charAt(sign)) < 0) {
            sign--;
        }
        int rest = text.length() - sign - 1;
        if (sign <= 0 || rest == 0) {
            return isCode(text) && sign < 0 ? Optional.of(word) : Optional.empty();
        }
        int w = (int) Math.ceil((double) word.w() * rest / text.length());
        return Optional.of(new Box(word.right() - w, word.y(), w, word.h()));
    }

    private static char last(String text) {
        return text.charAt(text.length() - 1);
    }

    /** The word and the codes that follow it away from the mask: groups of one number. */
    private static Box run(PlacedLine line, int from, boolean rightwards) {
        Box box = line.wordBox(from);
        int step = rightwards ? 1 : -1;
        List<Word> words = line.line().words();
        for (int i = from + step;
                i >= 0 && i < words.size() && isCode(words.get(i).text());
                i += step) {
            box = box.union(line.wordBox(i));
        }
        return box;
    }

    /** Digits mostly, or digits among letters. */
    private static boolean isCode(String word) {
        long digits = word.chars().filter(Character::isDigit).count();
        long letters = word.chars().filter(Character::isLetter).count();
        return digits + letters >= MIN_CHARS && (digits >= MIN_CHARS || (digits > 0 && letters > 0));
    }
}
