package dev.scrim.jobs.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody may have meant by a name that nobody knows. */
public final class Suggestions {
    /** A name further away than this is not what was meant. */
    private static final int MAX_SLIPS = 3;

    private Suggestions() {}

    /** The nearest of {@code known}, if it is near enough for the name's length; the first of equals. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        String folded = fold(name);
        int allowed = Math.min(MAX_SLIPS, Math.max(1, folded.length() / 2));
        return known.stream()
                .filter(candidate -> slips(folded, candidate) <= allowed)
                .min(Comparator.comparingInt(candidate -> slips(folded, candidate)));
    }

    private static int slips(String folded, String candidate) {
        return LevenshteinDistance.getDefaultInstance().apply(folded, fold(candidate));
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_');
    }
}
