package dev.scrim.redaction.detect.identity;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.detect.Cues;
import dev.scrim.redaction.detect.Reading;
import dev.scrim.redaction.detect.ReadingDetector;
import dev.scrim.redaction.taxonomy.Entity;
import dev.scrim.redaction.text.Form;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SSN, ITIN, ATIN, PTIN, EIN and IP PIN. Sources: SSA POMS RM 10201.030 (area, group, serial), IRM 3.21.263 (ITIN and ATIN
 * ranges), IRS Pub. 1635 and the IRS page "How EINs are assigned" (prefixes), IRS Form W-12 (PTIN), IRS Pub. 5477 (IP PIN). A rule of the number promotes it; with a label beside it a failed rule is no veto, because OCR
 * errs.
 */
public final class TaxIdDetector extends ReadingDetector {
    /** Dashed, with at most one stray space inside a group. */
    private static final Pattern DASHED = Pattern.compile(
            "(?<![\\d-])(\\d {0,2}\\d {0,2}\\d)[-.]{1,2}(\\d {0,2}\\d)[-.]{1,2}(\\d {0,2}\\d {0,2}\\d {0,2}\\d)(?![\\d]|-\\d)");
    /** Nine digits in any grouping that OCR makes of three, two and four. */
    private static final Pattern NINE = Pattern.compile(
            "(?<![\\d-])(\\d {0,2}\\d {0,2}\\d)[-. ]{0,3}(\\d {0,2}\\d)[-. ]{0,3}(\\d {0,2}\\d {0,2}\\d {0,2}\\d)(?![\\d]|-\\d)");
    /** One of the two dashes is lost. */
    private static final Pattern HALF_DASHED =
            Pattern.compile("(?<![\\d-])(?:(\\d{3})-(\\d{2}) ?(\\d{4})|(\\d{3}) ?(\\d{2})-(\\d{4}))(?![\\d]|-\\d)");

    private static final Pattern MASKED =
            Pattern.compile("(?<![\\p{L}\\d])[xX*•#●]{3}[- ]?[xX*•#●]{2}[- ]?[\\dxX*•#●]{4}(?![\\p{L}\\d])");
    /** Anything number-like under a label: partly typed, or with a digit too few or too many. */
    private static final Pattern NUMBERISH =
            Pattern.compile("(?<![\\p{L}\\d])[\\dxX*•][\\d xX*•./-]{2,14}[\\d](?![\\p{L}\\d])");

    private static final Pattern EIN = Pattern.compile("(?<![\\d-])(\\d {0,2}\\d)-(\\d(?: {0,2}\\d){6})(?![\\d]|-\\d)");
    private static final Pattern PLAIN_NINE = Pattern.compile("(?<!\\d)(\\d\\d)[- ]{0,2}(\\d{7})(?!\\d)");
    private static final Form PTIN = Form.of("P 99999999");
    private static final Pattern PIN = Pattern.compile("(?<!\\d)\\d{5,6}(?!\\d)");

    /** Prefixes the IRS has never issued; all others are in use. */
    private static final Set<Integer> UNISSUED_EIN =
            Set.of(0, 7, 8, 9, 17, 18, 19, 28, 29, 49, 69, 70, 78, 79, 89, 96, 97);

    public TaxIdDetector() {
        super("identity", "2");
    }

    @Override
    protected void find(Reading r, Reading.Spans out) {
        if (r.digitCount() >= 3) {
            socialSecurity(r, out);
            employer(r, out);
            preparer(r, out);
        }
        r.eachNumber(MASKED, (m, at) -> {
            if (m.group().chars().anyMatch(Character::isDigit) || r.cued(Cues.SSN, at[0])) {
                out.add(at, Category.TAX, Entity.SSN, 0.9, "ssn-masked");
            }
        });
    }

    private static void socialSecurity(Reading r, Reading.Spans out) {
        r.eachNumber(DASHED, (m, at) -> {
            String digits = digitsOf(m.group());
            boolean cued = r.cued(Cues.SSN, at[0]);
            boolean part = r.cued(Cues.PART, at[0]) && !r.likely(Category.TAX, Category.HR, Category.MEDICAL);
            if (cued || (kindOf(digits) != null && !part)) {
                out.add(at, Category.TAX, entityOf(digits), cued ? 0.99 : 0.9, "dashed");
            }
        });
        r.eachNumber(HALF_DASHED, (m, at) -> {
            String digits = digitsOf(m.group());
            boolean zipPlusFour =
                    m.group(4) != null && m.group(4).length() == 3 && !m.group().contains(" ");
            boolean cued = r.cued(Cues.SSN, at[0]);
            boolean part = r.cued(Cues.PART, at[0]);
            if (cued || (kindOf(digits) != null && !part && (!zipPlusFour || r.likely(Category.TAX, Category.HR)))) {
                out.add(at, Category.TAX, entityOf(digits), cued ? 0.97 : 0.7, "half-dashed");
            }
        });
        r.eachNumber(NINE, (m, at) -> {
            if (r.cued(Cues.SSN, at[0])) {
                out.add(at, Category.TAX, entityOf(digitsOf(m.group())), 0.95, "labelled");
            }
        });
        boolean under = r.labelHas(Cues.SSN);
        if (under || r.mentions(Cues.SSN)) {
            r.eachNumber(NUMBERISH, (m, at) -> {
                if (under || r.labelledInline(Cues.SSN, at[0])) {
                    out.add(at, Category.TAX, Entity.SSN, 0.9, "under-label");
                }
            });
        }
    }

    private static void employer(Reading r, Reading.Spans out) {
        r.eachNumber(EIN, (m, at) -> {
            boolean cued = r.cued(Cues.EIN, at[0]);
            boolean issued = !UNISSUED_EIN.contains(Integer.parseInt(digitsOf(m.group(1))));
            boolean part = r.cued(Cues.PART, at[0]) || r.cued(Cues.PHONE, at[0]);
            if (cued || (issued && (r.likely(Category.TAX, Category.HR, Category.FINANCE) || !part))) {
                out.add(at, Category.TAX, Entity.EIN, cued ? 0.98 : 0.7, "ein");
            }
        });
        r.eachNumber(PLAIN_NINE, (m, at) -> {
            if (r.cued(Cues.EIN, at[0])) {
                out.add(at, Category.TAX, Entity.EIN, 0.9, "ein-labelled");
            }
        });
        if (r.labelHas(Cues.EIN)) {
            r.eachNumber(NUMBERISH, (m, at) -> out.add(at, Category.TAX, Entity.EIN, 0.85, "ein-under-label"));
        }
    }

    private static void preparer(Reading r, Reading.Spans out) {
        for (Form.Match hit : PTIN.find(r.text())) {
            if (r.cued(Cues.PREPARER, hit.start()) || r.likely(Category.TAX)) {
                out.add(new int[] {hit.start(), hit.end()}, Category.TAX, Entity.PTIN, 0.9, "ptin");
            }
        }
        r.eachNumber(PIN, (m, at) -> {
            if (r.cued(Cues.IP_PIN, at[0])) {
                out.add(at, Category.TAX, Entity.IP_PIN, 0.9, "ip-pin");
            }
        });
    }

    /** What nine digits can be, or null when no taxpayer number has them. */
    static @Nullable Entity kindOf(String nine) {
        if (nine.length() != 9) {
            return null;
        }
        int area = Integer.parseInt(nine.substring(0, 3));
        int group = Integer.parseInt(nine.substring(3, 5));
        int serial = Integer.parseInt(nine.substring(5));
        if (area >= 900) {
            if (group == 93) {
                return Entity.ATIN;
            }
            boolean itin = (group >= 50 && group <= 65) || (group >= 70 && group <= 88) || (group >= 90 && group != 93);
            return itin ? Entity.ITIN : null;
        }
        return area != 0 && area != 666 && group != 0 && serial != 0 ? Entity.SSN : null;
    }

    private static Entity entityOf(String nine) {
        Entity kind = kindOf(nine);
        return kind == null ? Entity.SSN : kind;
    }

    private static String digitsOf(String s) {
        StringBuilder digits = new StringBuilder(s.length());
        for (int i = 0; i < s.length(); i++) {
            if (Character.isDigit(s.charAt(i))) {
                digits.append(s.charAt(i));
            }
        }
        return digits.toString();
    }
}
