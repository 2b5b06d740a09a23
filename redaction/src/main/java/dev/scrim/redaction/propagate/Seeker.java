package dev.scrim.redaction.propagate;

import dev.scrim.redaction.layout.WordLists;
import dev.scrim.redaction.text.Folded;
import dev.scrim.redaction.text.Folding;
import dev.scrim.redaction.text.FuzzyMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How one secret is sought elsewhere: anywhere in a text, as a single word, or only as a whole text. Immutable. */
final class Seeker {
    private static final Set<String> TEXTS =
            Set.of("MESSAGE", "SUBJECT", "TITLE", "CLINICAL_NOTE", "NOTE", "TRANSACTION", "UNREADABLE");
    private static final Set<String> NUMBERS = Set.of("MONEY", "SALARY", "RATING", "LAB_RESULT", "OTP", "ACCESS_CODE");
    private static final Set<String> TERMS =
            Set.of("ORG", "ADDRESS", "PLACE", "DIAGNOSIS", "MEDICATION", "PROCEDURE", "MEDICAL_CODE");

    private static final Set<String> NAMES = Set.of("PERSON", "ORG", "PLACE");
    /** What is a name only where everything is doubtful is masked there, and not sought where it would not be one. */
    private static final float MIN_NAME_SCORE = 0.5f;

    /** Private because of their row: the same few words stand in other rows that are nobody's. */
    private static final Set<String> CELLS = Set.of("NOTE", "TRANSACTION");

    private static final int MIN_CELL_WORDS = 4;

    private enum Mode {
        ANYWHERE,
        WORD,
        WHOLE
    }

    private final Secret secret;
    private final String key;
    private final Mode mode;
    private final FuzzyMatcher matcher;

    private Seeker(Secret secret, String text, Mode mode) {
        this.secret = secret;
        this.key = Folding.key(text).text();
        this.mode = mode;
        this.matcher = new FuzzyMatcher(text);
    }

    /** The seekers of a secret: of its text, of a name's parts, of an amount without its cents; none if too common. */
    static List<Seeker> of(Secret secret) {
        List<Seeker> out = new ArrayList<>();
        if (NAMES.contains(secret.entity()) && secret.score() < MIN_NAME_SCORE) {
            return out;
        }
        String text = secret.text();
        mode(secret).ifPresent(m -> out.add(new Seeker(secret, text, m)));
        if (secret.entity().equals("PERSON")) {
            String[] words = text.split("[\\s,]+", -1);
            for (String word : words) {
                if (words.length > 1 && words.length <= 4 && isDistinctive(word)) {
                    out.add(new Seeker(secret, word, Mode.WORD));
                }
            }
        }
        if (NUMBERS.contains(secret.entity()) && text.matches(".*\\d{2,}[.,]00\\D*")) {
            String whole = text.replaceFirst("[.,]00\\D*$", "");
            if (digits(whole) >= 4) {
                out.add(new Seeker(secret, whole, digits(whole) >= 5 ? Mode.ANYWHERE : Mode.WHOLE));
            }
        }
        return out;
    }

    Secret secret() {
        return secret;
    }

    String key() {
        return key;
    }

    /** Whether parts of texts, such as the visible half of a line, are compared with it. */
    boolean seeksFragments() {
        return mode == Mode.ANYWHERE;
    }

    /** Original ranges of the folded {@code text} that show the secret. */
    List<int[]> find(String original, Folded text) {
        return switch (mode) {
            case ANYWHERE -> matcher.find(text);
            case WHOLE ->
                text.text().equals(key) && !key.isEmpty() ? List.of(new int[] {0, original.length()}) : List.of();
            case WORD -> words(original, text);
        };
    }

    private List<int[]> words(String original, Folded text) {
        List<int[]> out = new ArrayList<>();
        String t = text.text();
        for (int at = t.indexOf(key); at >= 0; at = t.indexOf(key, at + 1)) {
            int[] range = text.origin(at, at + key.length());
            boolean starts = range[0] == 0 || !Character.isLetterOrDigit(original.charAt(range[0] - 1));
            boolean ends = range[1] >= original.length() || !Character.isLetter(original.charAt(range[1]));
            if (starts && ends && range[1] - range[0] <= key.length() + 1) {
                out.add(range);
            }
        }
        return out;
    }

    private static Optional<Mode> mode(Secret secret) {
        String text = secret.text();
        WordLists lists = WordLists.standard();
        int length = Folding.key(text).text().length();
        int words = WordLists.tokens(text).size();
        if (secret.entity().equals("UNREADABLE") || length < 4 || lists.isInterface(text) || lists.isHeading(text)) {
            return Optional.empty();
        }
        if (lists.knownShare(text) >= (TEXTS.contains(secret.entity()) ? 1 : 0.7) && digits(text) < 4) {
            return Optional.empty();
        }
        if (CELLS.contains(secret.entity()) && words < MIN_CELL_WORDS) {
            return Optional.empty();
        }
        if (TEXTS.contains(secret.entity())) {
            return Optional.of(length >= 10 && words >= 2 ? Mode.ANYWHERE : Mode.WHOLE);
        }
        if (NUMBERS.contains(secret.entity())) {
            return digits(text) >= 5 || length >= 6
                    ? Optional.of(Mode.ANYWHERE)
                    : digits(text) == 4 ? Optional.of(Mode.WHOLE) : Optional.empty();
        }
        if (TERMS.contains(secret.entity())) {
            return Optional.of(length >= 9 || words >= 2 ? Mode.ANYWHERE : Mode.WHOLE);
        }
        if (secret.entity().equals("PERSON") && words == 1) {
            return isDistinctive(text) ? Optional.of(Mode.WORD) : Optional.empty();
        }
        return Optional.of(Mode.ANYWHERE);
    }

    /** A part of a name that hardly means anything else: a capital, at least four letters, no word of interfaces. */
    private static boolean isDistinctive(String word) {
        List<String> tokens = WordLists.tokens(word);
        return tokens.size() == 1
                && tokens.get(0).length() >= 4
                && Character.isUpperCase(word.charAt(0))
                && tokens.get(0).chars().allMatch(Character::isLetter)
                && !WordLists.standard().isInterfaceWord(tokens.get(0));
    }

    private static int digits(String text) {
        return (int) text.chars().filter(Character::isDigit).count();
    }
}
