package dev.scrim.redaction.detect.badge;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.detect.Detector;
import dev.scrim.redaction.detect.Span;
import dev.scrim.redaction.detect.TextUnit;
import dev.scrim.redaction.taxonomy.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Badges: {@code HX} and six digits, the last of which checks the others. Without the letters only behind a label. */
public final class BadgeDetector implements Detector {
    private static final Pattern BADGE = Pattern.compile("(?<![\\p{L}\\d])(HX-?)?(\\d{6})(?![\\p{L}\\d])");
    private static final Pattern LABEL = Pattern.compile("(?i)\\bbadge\\b");

    @Override
    public String id() {
        return "badge";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public List<Span> detect(TextUnit unit) {
        boolean labelled = unit.label().filter(l -> LABEL.matcher(l).find()).isPresent();
        List<Span> found = new ArrayList<>();
        Matcher m = BADGE.matcher(unit.text());
        while (m.find()) {
            boolean marked = m.group(1) != null;
            // Six digits alone are a date, an amount or an article: the checksum and the place make them a badge.
            if (checks(m.group(2)) && (marked || labelled)) {
                found.add(new Span(
                        m.start(),
                        m.end(),
                        Category.HR,
                        Entity.EMPLOYEE_ID.name(),
                        marked ? 0.95f : 0.8f,
                        marked ? "badge.marked" : "badge.labelled"));
            }
        }
        return found;
    }

    /** The last digit is the sum of the others, each times its place from 1, modulo 10. */
    private static boolean checks(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length() - 1; i++) {
            sum += (i + 1) * (digits.charAt(i) - '0');
        }
        return sum % 10 == digits.charAt(digits.length() - 1) - '0';
    }
}
