package dev.scrim.redaction.detect;

import dev.scrim.datasets.model.Category;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A text to look at, with what is known around it.
 *
 * @param text one line, cell, typed text, title or URL
 * @param label the text left of or above it when it stands as a value: a form label or a column header
 */
public record TextUnit(String text, Optional<String> label, Context context) {
    public TextUnit {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(context, "context");
    }

    /** A text of which nothing else is known. */
    public static TextUnit of(String text) {
        return new TextUnit(text, Optional.empty(), Context.NONE);
    }

    /** A text in a block that is certainly of a category. */
    public static TextUnit of(String text, Category category) {
        return new TextUnit(text, Optional.empty(), Context.NONE.withPrior(Map.of(category, 1.0)));
    }

    /** A value with its label and no further surroundings. */
    public static TextUnit labelled(String label, String text) {
        return new TextUnit(text, Optional.of(label), Context.NONE);
    }
}
