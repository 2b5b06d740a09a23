package dev.scrim.redaction.detect;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.taxonomy.Entity;
import dev.scrim.redaction.text.Folded;
import dev.scrim.redaction.text.Folding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A unit folded once for all detectors, with the questions they ask of its surroundings. */
public final class Reading {
    /** How far left of a value its inline label may reach, in characters: about eight words. */
    private static final int CUE_REACH = 48;
    /** From this prior on a block counts as being of the category. */
    public static final double LIKELY = 0.4;

    private static final List<Category> SURROUNDING =
            List.of(Category.TAX, Category.MEDICAL, Category.HR, Category.AI_PROMPT, Category.CHAT, Category.FINANCE);

    private final TextUnit unit;
    private final Folded digits;
    private final String lower;
    private final String label;

    private Reading(TextUnit unit) {
        this.unit = unit;
        this.digits = Folding.digits(unit.text());
        this.lower = Folding.lower(unit.text());
        this.label = unit.label().map(Folding::lower).orElse("");
    }

    /** Folds a unit. */
    public static Reading of(TextUnit unit) {
        return new Reading(unit);
    }

    public TextUnit unit() {
        return unit;
    }

    /** The text as it is. */
    public String text() {
        return unit.text();
    }

    /** The text with numbers repaired, see {@link Folding#digits}. */
    public Folded digits() {
        return digits;
    }

    /** The text in lower case with words repaired; offsets are those of the text. */
    public String lower() {
        return lower;
    }

    /** The label in lower case with words repaired, empty when there is none. */
    public String label() {
        return label;
    }

    /** Whether the label, as a whole token or phrase, holds the cue. */
    public boolean labelHas(Pattern cue) {
        return !label.isEmpty() && cue.matcher(label).find();
    }

    /** Whether the cue is in the label or in the text shortly before {@code start}. */
    public boolean cued(Pattern cue, int start) {
        return labelHas(cue)
                || cue.matcher(lower.substring(Math.max(0, start - CUE_REACH), start))
                        .find();
    }

    /** Whether the cue ends at most 4 characters before {@code start}: a label and its value in one text. */
    public boolean labelledInline(Pattern cue, int start) {
        Matcher m = cue.matcher(lower.substring(Math.max(0, start - CUE_REACH), start));
        int end = -1;
        while (m.find()) {
            end = m.end();
        }
        return end >= 0 && Math.min(start, CUE_REACH) - end <= 4;
    }

    /** Whether the cue is in the label or anywhere in the text. */
    public boolean mentions(Pattern cue) {
        return labelHas(cue) || cue.matcher(lower).find();
    }

    /** Whether the block is likely of one of the categories. */
    public boolean likely(Category... categories) {
        for (Category category : categories) {
            if (unit.context().priorOf(category) >= LIKELY) {
                return true;
            }
        }
        return false;
    }

    /** Whether the block is likely about something private at all. */
    public boolean sensitive() {
        return likely(Category.TAX, Category.MEDICAL, Category.HR, Category.AI_PROMPT, Category.CHAT, Category.FINANCE);
    }

    /** The category the surroundings give to a thing that is private wherever it stands; its home when they are neutral. */
    public Category surrounding(Entity entity) {
        Category best = entity.home();
        double score = LIKELY;
        for (Category category : SURROUNDING) {
            double p = unit.context().priorOf(category);
            if (p > score) {
                best = category;
                score = p;
            }
        }
        return best;
    }

    /** Number of digits in the repaired text: the quick way out for number detectors. */
    public int digitCount() {
        int n = 0;
        for (int i = 0; i < digits.text().length(); i++) {
            n += Character.isDigit(digits.text().charAt(i)) ? 1 : 0;
        }
        return n;
    }

    /** Calls back with each match of the pattern in the repaired text and its original range {@code {start, end}}. */
    public void eachNumber(Pattern pattern, BiConsumer<Matcher, int[]> found) {
        Matcher m = pattern.matcher(digits.text());
        while (m.find()) {
            if (m.end() > m.start()) {
                found.accept(m, digits.origin(m.start(), m.end()));
            }
        }
    }

    /** Calls back with each match in the lower-case text, whose offsets are the original's. */
    public void eachPhrase(Pattern pattern, BiConsumer<Matcher, int[]> found) {
        Matcher m = pattern.matcher(lower);
        while (m.find()) {
            if (m.end() > m.start()) {
                found.accept(m, new int[] {m.start(), m.end()});
            }
        }
    }

    /** Calls back with each match in the text as it is. */
    public void eachText(Pattern pattern, BiConsumer<Matcher, int[]> found) {
        Matcher m = pattern.matcher(unit.text());
        while (m.find()) {
            if (m.end() > m.start()) {
                found.accept(m, new int[] {m.start(), m.end()});
            }
        }
    }

    /**
     * The unit's text, and, when lines are broken in it, the text without the breaks; each with the offsets of the original.
     * For what is written without spaces and wraps anywhere.
     */
    public List<Folded> unbroken() {
        String text = unit.text();
        return text.indexOf('\n') < 0
                ? List.of(Folding.same(text))
                : List.of(Folding.same(text), Folding.unwrapped(text));
    }

    /** A list to collect one detector's spans in. */
    public Spans spans(String detector) {
        return new Spans(detector);
    }

    /** Spans of one detector. */
    public static final class Spans {
        private final String detector;
        private final List<Span> list = new ArrayList<>();

        private Spans(String detector) {
            this.detector = detector;
        }

        /** Adds the original range {@code at}; empty ranges are left out. */
        public void add(int[] at, Category category, Entity entity, double score, String rule) {
            if (at[1] > at[0]) {
                list.add(new Span(at[0], at[1], category, entity.name(), (float) score, detector + "." + rule));
            }
        }

        public List<Span> list() {
            return List.copyOf(list);
        }
    }
}
