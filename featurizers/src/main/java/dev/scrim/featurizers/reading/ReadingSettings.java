package dev.scrim.featurizers.reading;

import dev.scrim.datasets.check.UserError;
import java.io.Serializable;

/**
 * How screens are read; part of the build's identity, so a change re-reads.
 *
 * @param languages in which they are read, with their models; default English
 * @param minContrast smallest difference between text and background that counts as text, in gray levels of 255; default 12
 * @param gapEm a horizontal gap wider than this many line heights ends a line, so that a label and its value in the
 *     next column are apart; default 1.3, which is wider than any word space of running text
 * @param goodConfidence a reading below this mean word confidence is tried again with other settings; default 0.80
 */
public record ReadingSettings(OcrLanguages languages, int minContrast, double gapEm, double goodConfidence)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public ReadingSettings {
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

    /** With these thresholds and the languages of {@code joined}, whose models are on the class path. */
    public ReadingSettings(String joined, int minContrast, double gapEm, double goodConfidence) {
        this(OcrLanguages.of(joined, null), minContrast, gapEm, goodConfidence);
    }

    /** English, tuned for desktop screens. */
    public static ReadingSettings defaults() {
        return new ReadingSettings("eng", 12, 1.3, 0.80);
    }

    /** The same in other languages. */
    public ReadingSettings in(OcrLanguages others) {
        return new ReadingSettings(others, minContrast, gapEm, goodConfidence);
    }
}
