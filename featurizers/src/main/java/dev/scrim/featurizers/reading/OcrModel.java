package dev.scrim.featurizers.reading;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One language the OCR engine is to read.
 *
 * @param language Tesseract's name of it, such as {@code deu}; its model's file is {@code deu.traineddata}
 * @param file the model's file; null for a model on the class path
 * @param sha256 of the file, lower-case hexadecimal; empty for a model on the class path, which is pinned by its jar
 */
public record OcrModel(String language, @Nullable String file, String sha256) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int SHORT = 16;

    public OcrModel {
        if (!OcrLanguages.isName(language)) {
            throw new IllegalArgumentException("Cannot read in a language of that name");
        }
        if ((file == null) != sha256.isEmpty()) {
            throw new IllegalArgumentException("Cannot use an OCR model whose file and hash do not go together");
        }
    }

    /** Language and content; where the file lies is nobody's business and changes nothing. */
    @Override
    public String toString() {
        return sha256.isEmpty() ? language : language + "@" + sha256.substring(0, SHORT);
    }
}
