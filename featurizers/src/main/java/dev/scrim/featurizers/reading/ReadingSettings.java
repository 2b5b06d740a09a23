package dev.scrim.featurizers.reading;

import dev.scrim.datasets.check.UserError;
import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * How screens are read; part of the build's identity, so a change re-reads.
 *
 * @param language Tesseract's name of a language whose model is on the class path, default {@code eng}
 * @param minContrast smallest difference between text and background that counts as text, in gray levels of 255; default 12
 * @param gapEm a horizontal gap wider than this many line heights ends a line, so that a label and its value in the
 *     next column are apart; default 1.3, which is wider than any word space of running text
 * @param goodConfidence a reading below this mean word confidence is tried again with other settings; default 0.80
 */
public record ReadingSettings(String language, int minContrast, double gapEm, double goodConfidence)
        implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z_]{3,24}");

    public ReadingSettings {
        if (!LANGUAGE.matcher(language).matches()) {
            throw new UserError("Cannot read in language: " + language, "use Tesseract's name, such as eng");
        }
        if (minContrast < 4 || minContrast > 64) {
            throw new UserError("Cannot accept minContrast: " + minContrast, "use 4 to 64 gray levels");
        }
        if (!(gapEm >= 0.5 && gapEm <= 8)) {
            throw new UserError("Cannot accept gapEm: " + gapEm, "use 0.5 to 8 line heights");
        }
        if (!(goodConfidence >= 0 && goodConfidence <= 1)) {
            throw new UserError("Cannot accept goodConfidence: " + goodConfidence, "use 0 to 1");
        }
    }

    /** English, tuned for desktop screens. */
    public static ReadingSettings defaults() {
        return new ReadingSettings("eng", 12, 1.3, 0.80);
    }
}
