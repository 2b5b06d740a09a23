package dev.scrim.redaction.detect.block;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.detect.Features;
import dev.scrim.redaction.detect.LinearModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what a block of text is about, from its words alone. Thread-safe; tens of microseconds a block. Made by
 * {@code BlockTrainer} in the test tree, whose report is the resource {@code block-model.txt}.
 */
public final class BlockClassifier {
    /** Order of the model's classes; after them comes "other". */
    public static final List<Category> CLASSES =
            List.of(Category.TAX, Category.MEDICAL, Category.CHAT, Category.HR, Category.AI_PROMPT);

    /** About two words; with fewer letters a text counts as OTHER in proportion. */
    private static final int ENOUGH_LETTERS = 10;

    private final LinearModel model;

    private BlockClassifier(LinearModel model) {
        this.model = model;
    }

    /**
     * Probabilities that sum to 1 with {@code other}.
     *
     * @param byCategory TAX, MEDICAL, CHAT, HR and AI_PROMPT
     * @param other probability of being about none of them
     */
    public record Scores(Map<Category, Double> byCategory, double other) {
        public Scores {
            byCategory = Map.copyOf(byCategory);
        }

        /** The most likely category if it is at least {@code min} likely. */
        public Optional<Category> best(double min) {
            return CLASSES.stream().filter(c -> of(c) >= min).max((a, b) -> Double.compare(of(a), of(b)));
        }

        /** Probability of one category; 0 for those the model does not know. */
        public double of(Category category) {
            Double p = byCategory.get(category);
            return p == null ? 0.0 : p;
        }
    }

    /** The committed model. */
    public static BlockClassifier standard() {
        return new BlockClassifier(LinearModel.resource(BlockClassifier.class, "block-model.gz"));
    }

    /** A model just trained. */
    public static BlockClassifier of(LinearModel model) {
        return new BlockClassifier(model);
    }

    /** Scores of a block's text, lines separated by new lines; a text without words is OTHER. */
    public Scores scores(String blockText) {
        Features features = BlockFeatures.of(blockText);
        Map<Category, Double> byCategory = new EnumMap<>(Category.class);
        if (features.size() == 0) {
            return new Scores(byCategory, 1.0);
        }
        double[] p = model.probabilities(features);
        double evidence = Math.min(1.0, wordLetters(blockText) / (double) ENOUGH_LETTERS);
        double other = 1.0;
        for (int i = 0; i < CLASSES.size(); i++) {
            byCategory.put(CLASSES.get(i), p[i] * evidence);
            other -= p[i] * evidence;
        }
        return new Scores(byCategory, Math.max(0.0, other));
    }

    /** Letters in runs of at least three: what fragments of icons and rules do not have. */
    private static int wordLetters(String text) {
        int letters = 0;
        int run = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && Character.isLetter(text.charAt(i))) {
                run++;
            } else {
                letters += run >= 3 ? run : 0;
                run = 0;
            }
        }
        return letters;
    }
}
