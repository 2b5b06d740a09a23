package dev.scrim.redaction.detect.identity;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.detect.Cues;
import dev.scrim.redaction.detect.Reading;
import dev.scrim.redaction.detect.ReadingDetector;
import dev.scrim.redaction.taxonomy.Entity;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates of birth: a full date with a birth label, or one that can be a birth date inside a tax, medical or personnel block.
 * In medical blocks every full date is an identifier (45 CFR 164.514(b)(2)(i)(C)). A date alone is not private.
 */
public final class BirthDateDetector extends ReadingDetector {
    private static final String MONTH =
            "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
                    + "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    private static final Pattern NUMERIC =
            Pattern.compile("(?<![\\d./-])(?:((?:19|20)\\d\\d)[-/. ]{1,2}(\\d{1,2})[-/. ]{1,2}(\\d{1,2})"
                    + "|(\\d{1,2})[-/. ]{1,2}(\\d{1,2})[-/. ]{1,2}((?:19|20)?\\d\\d))(?![\\d]|[./-]\\d)");
    private static final Pattern WORDED =
            Pattern.compile("(?<![\\p{L}\\d])(?:\\d{1,2}(?:st|nd|rd|th)?[ -]" + MONTH + "\\.?,?[ -]((?:19|20)\\d\\d)|"
                    + MONTH + "\\.? \\d{1,2}(?:st|nd|rd|th)?,? ((?:19|20)\\d\\d))(?![\\p{L}\\d])");
    private static final Pattern EIGHT = Pattern.compile("(?<!\\d)\\d[\\d/. -]{3,9}\\d(?!\\d)");
    private static final Pattern AGE_AND_SEX = Pattern.compile(
            "(?<![\\p{L}\\d])\\d{1,3}[- ]?(?:y/?o|year[- ]old|yrs? old|yo)(?: (?:male|female|man|woman|boy|girl|m|f))?(?![\\p{L}\\d])");
    private static final Pattern OTHER_DATE = Cues.whole(
            "updated|modified|created|version|released?|published|build|deploy(?:ed)?|expires?|due|copyright|printed|revised");

    public BirthDateDetector() {
        super("birthdate", "1");
    }

    @Override
    protected void find(Reading r, Reading.Spans out) {
        if (r.digitCount() < 2) {
            return;
        }
        r.eachNumber(NUMERIC, (m, at) -> date(r, out, at, year(m), validDay(m)));
        r.eachPhrase(
                WORDED,
                (m, at) -> date(r, out, at, Integer.parseInt(m.group(1) != null ? m.group(1) : m.group(2)), true));
        if (r.labelHas(Cues.BIRTH)) {
            r.eachNumber(
                    EIGHT,
                    (m, at) -> out.add(
                            at, r.surrounding(Entity.DATE_OF_BIRTH), Entity.DATE_OF_BIRTH, 0.85, "under-label"));
        }
        if (r.likely(Category.MEDICAL, Category.CHAT, Category.AI_PROMPT)) {
            r.eachPhrase(
                    AGE_AND_SEX,
                    (m, at) -> out.add(at, r.surrounding(Entity.DATE_OF_BIRTH), Entity.DATE_OF_BIRTH, 0.5, "age"));
        }
    }

    private static void date(Reading r, Reading.Spans out, int[] at, int year, boolean valid) {
        if (r.cued(Cues.BIRTH, at[0])) {
            out.add(at, r.surrounding(Entity.DATE_OF_BIRTH), Entity.DATE_OF_BIRTH, 0.97, "labelled");
        } else if (valid && !r.cued(OTHER_DATE, at[0])) {
            boolean oldEnough = year >= 1900 && year <= 2012;
            if (oldEnough && r.likely(Category.TAX, Category.MEDICAL, Category.HR)) {
                out.add(at, r.surrounding(Entity.DATE_OF_BIRTH), Entity.DATE_OF_BIRTH, 0.7, "in-block");
            } else if (r.unit().context().priorOf(Category.MEDICAL) >= 0.6) {
                out.add(at, Category.MEDICAL, Entity.DATE_OF_BIRTH, 0.4, "service-date");
            }
        }
    }

    private static int year(Matcher m) {
        int y = Integer.parseInt(m.group(1) != null ? m.group(1) : m.group(6));
        return y >= 100 ? y : y <= 25 ? 2000 + y : 1900 + y;
    }

    private static boolean validDay(Matcher m) {
        int a = Integer.parseInt(m.group(1) != null ? m.group(2) : m.group(4));
        int b = Integer.parseInt(m.group(1) != null ? m.group(3) : m.group(5));
        return a >= 1 && b >= 1 && Math.min(a, b) <= 12 && Math.max(a, b) <= 31;
    }
}
