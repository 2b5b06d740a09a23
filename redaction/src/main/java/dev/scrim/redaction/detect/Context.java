package dev.scrim.redaction.detect;

import dev.scrim.datasets.model.Category;
import java.util.Map;

/**
 * Surroundings of a text.
 *
 * @param prior how likely its block or pane is of a category, 0 to 1 each; a missing category counts as 0
 * @param app program of the window, empty when unknown
 * @param title title of the window, empty when unknown
 * @param url address shown in the window, empty when unknown
 * @param source how the text came to us
 */
public record Context(Map<Category, Double> prior, String app, String title, String url, Source source) {
    /** Nothing is known; the text was read from the screen. */
    public static final Context NONE = new Context(Map.of(), "", "", "", Source.OCR);

    /** How a text came to us; OCR text carries recognition errors, the others are exact. */
    public enum Source {
        OCR,
        TYPED,
        TITLE,
        URL,
        TASK
    }

    public Context {
        prior = Map.copyOf(prior);
    }

    /** Prior of one category, 0 when none was given. */
    public double priorOf(Category category) {
        Double p = prior.get(category);
        return p == null ? 0.0 : p;
    }

    /** The same surroundings with another prior. */
    public Context withPrior(Map<Category, Double> newPrior) {
        return new Context(newPrior, app, title, url, source);
    }
}
