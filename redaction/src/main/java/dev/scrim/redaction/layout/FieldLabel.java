package dev.scrim.redaction.layout;

import dev.scrim.datasets.model.Category;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the value beside a label is.
 *
 * @param entity what it is
 * @param shape what such a value looks like
 * @param strong whether the label alone makes the value private, wherever it stands
 */
public record FieldLabel(Category category, String entity, Shape shape, boolean strong) {
    /** Words that may stand in a label beside its meaning. */
    private static final Set<String> FILLER = Set.of(
            "your",
            "the",
            "of",
            "confirm",
            "enter",
            "current",
            "primary",
            "legal",
            "s",
            "box",
            "line",
            "no",
            "number",
            "optional",
            "required",
            "patient",
            "employee",
            "employer",
            "taxpayer",
            "spouse",
            "member",
            "new",
            "total",
            "form",
            "and",
            "a",
            "on",
            "last",
            "year",
            "home",
            "work",
            "mobile",
            "us",
            "usd",
            "federal",
            "state",
            "his",
            "her",
            "their",
            "or",
            "any",
            "if",
            "please",
            "details",
            "kin",
            "contact",
            "emergency",
            "daytime",
            "evening",
            "personal",
            "private",
            "business",
            "customer",
            "client",
            "applicant",
            "holder",
            "child",
            "parent",
            "guardian",
            "partner",
            "full",
            "permanent",
            "previous",
            "annual",
            "monthly",
            "per",
            "month",
            "eur",
            "gbp",
            "euros",
            "dollars",
            "pounds");

    /** A label in front of its value is no longer than this. */
    private static final int MAX_INLINE = 40;

    /** Looks of a value. */
    public enum Shape {
        ANY,
        /** Mostly digits, or at least five. */
        DIGITS,
        /** Letters; at most a few digits. */
        WORDS,
        /** A place to find: a number and words. */
        PLACE,
        /** A date: at least two digits. */
        DATE,
        /** One run without spaces, or a phrase of small words: a heading or a sentence is none. */
        SECRET;

        private static final Pattern PHRASE = Pattern.compile("[\\p{Ll}\\d]{2,12}(?:[ -][\\p{Ll}\\d]{1,12}){2,11}");
        private static final Pattern SCHEME =
                Pattern.compile("(?i)(?:basic|bearer|token|digest|negotiate|apikey) \\S{6,}");

        /** Whether {@code value} looks so. */
        public boolean fits(String value) {
            long digits = value.chars().filter(Character::isDigit).count();
            long letters = value.chars().filter(Character::isLetter).count();
            return switch (this) {
                case ANY -> digits + letters >= 2;
                case DIGITS -> digits >= 1 && (digits >= 5 || digits * 2 >= letters);
                case WORDS -> letters >= 2 && letters > digits;
                case PLACE -> digits >= 1 && letters >= 3;
                case DATE -> digits >= 2;
                case SECRET -> isSecret(value.strip());
            };
        }

        private static boolean isSecret(String value) {
            boolean mixed = value.chars().anyMatch(c -> !Character.isLetter(c) && c != '.' && c != ':');
            boolean run = value.length() >= 4 && value.indexOf(' ') < 0 && (mixed || value.length() >= 6);
            return run
                    || PHRASE.matcher(value).matches()
                    || SCHEME.matcher(value).matches();
        }
    }

    /** The meaning of a label's text: its words are a known phrase, apart from box numbers and filler. */
    public static Optional<FieldLabel> of(String text) {
        WordLists lists = WordLists.standard();
        List<String> tokens = lists.corrected(text);
        if (tokens.isEmpty() || tokens.size() > 8) {
            return Optional.empty();
        }
        for (int size = Math.min(5, tokens.size()); size >= 1; size--) {
            for (int from = 0; from + size <= tokens.size(); from++) {
                Optional<FieldLabel> found = lists.field(String.join(" ", tokens.subList(from, from + size)));
                if (found.isPresent() && isFiller(tokens, from, from + size)) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * A label with its value in one text and no sign between.
     *
     * @param value where the value begins
     */
    public record Inline(FieldLabel meaning, int value) {}

    /** A label of some words in front of a number, as where a form's two columns touch: "Your reference 4411 K". */
    public static Optional<Inline> inline(String text) {
        int from = Math.min(MAX_INLINE, text.length() - 2);
        for (int space = text.lastIndexOf(' ', from); space > 0; space = text.lastIndexOf(' ', space - 1)) {
            boolean number = Character.isDigit(text.charAt(space + 1));
            boolean words = text.substring(0, space).chars().noneMatch(Character::isDigit);
            Optional<FieldLabel> meaning = number && words && Character.isUpperCase(text.charAt(0))
                    ? of(text.substring(0, space))
                    : Optional.empty();
            if (meaning.isPresent() && meaning.get().shape().fits(text.substring(space + 1))) {
                return Optional.of(new Inline(meaning.get(), space + 1));
            }
        }
        return Optional.empty();
    }

    /** Without the number or letter of a form's box in front, such as {@code 12b} or {@code a}. */
    static String stripBox(String key) {
        int space = key.indexOf(' ');
        return space > 0 && isBoxMark(key.substring(0, space)) ? key.substring(space + 1) : key;
    }

    private static boolean isFiller(List<String> tokens, int from, int to) {
        for (int i = 0; i < tokens.size(); i++) {
            if ((i < from || i >= to) && !FILLER.contains(tokens.get(i)) && !(isBoxMark(tokens.get(i)) && i <= 2)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBoxMark(String token) {
        return token.length() == 1
                || (token.length() <= 3
                        && Character.isDigit(token.charAt(0))
                        && token.chars().allMatch(Character::isLetterOrDigit));
    }
}
