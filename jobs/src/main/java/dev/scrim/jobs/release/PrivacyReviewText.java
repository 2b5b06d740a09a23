package dev.scrim.jobs.release;

import dev.scrim.datasets.check.UserError;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What only a person can say in a privacy review: a Markdown file with one {@code ## } heading for each part.
 *
 * @param parts by part; every part has words
 */
record PrivacyReviewText(Map<Part, String> parts) {
    /** The parts, in their order, after the contents of an impact assessment (GDPR, article 35, paragraph 7). */
    enum Part {
        NEED("Need", "What the dataset is for, and why less data or none would not do."),
        LAWFUL_BASIS("Lawful basis", "On what basis people's data is used, and how they agreed."),
        RISKS("Risks", "What could happen to whom, beyond what the figures show."),
        RESIDUAL_RISK("Residual risk", "What is left after the measures, and why that can be borne."),
        ADVICE("Advice", "What the officer advises those who use the dataset."),
        NEXT_REVIEW("Next review", "A date, as 2027-01-31: from the day after it nothing is signed or released.");

        private final String heading;
        private final String help;

        Part(String heading, String help) {
            this.heading = heading;
            this.help = help;
        }

        String heading() {
            return heading;
        }
    }

    PrivacyReviewText {
        parts = new TreeMap<>(parts);
    }

    LocalDate next() {
        return LocalDate.parse(text(Part.NEXT_REVIEW));
    }

    String text(Part part) {
        return java.util.Objects.requireNonNull(parts.get(part), part.heading);
    }

    /** A file to fill in. */
    static String template() {
        StringBuilder out = new StringBuilder();
        for (Part part : Part.values()) {
            out.append("## ")
                    .append(part.heading)
                    .append("\n\n<!-- ")
                    .append(part.help)
                    .append(" -->\n\n");
        }
        return out.toString();
    }

    /** @throws UserError that names every part which is missing */
    static PrivacyReviewText parse(String markdown) {
        Map<String, StringBuilder> found = new LinkedHashMap<>();
        StringBuilder at = new StringBuilder();
        for (String line : markdown.replaceAll("(?s)<!--.*?-->", "").lines().toList()) {
            if (line.startsWith("## ")) {
                at = found.computeIfAbsent(line.substring(3).strip(), h -> new StringBuilder());
            } else {
                // A heading of the officer's own would read as a part of the page.
                at.append(line.replaceFirst("^#+", "")).append('\n');
            }
        }
        Map<Part, String> parts = new TreeMap<>();
        for (Part part : Part.values()) {
            String text = found.getOrDefault(part.heading, new StringBuilder())
                    .toString()
                    .strip();
            if (!text.isEmpty()) {
                parts.put(part, text);
            }
        }
        if (parts.size() < Part.values().length) {
            throw new UserError(
                    "Cannot write a privacy review without: "
                            + String.join(
                                    ", ",
                                    Arrays.stream(Part.values())
                                            .filter(p -> !parts.containsKey(p))
                                            .map(Part::heading)
                                            .toList()),
                    "put words under each \"## \" heading; --template FILE writes them all");
        }
        PrivacyReviewText out = new PrivacyReviewText(parts);
        try {
            out.next();
            return out;
        } catch (DateTimeException e) {
            throw new UserError("Cannot read the date under \"## Next review\"", "write it as 2027-01-31", e);
        }
    }
}
