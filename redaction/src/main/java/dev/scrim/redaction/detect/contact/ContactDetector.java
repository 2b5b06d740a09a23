package dev.scrim.redaction.detect.contact;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.scrim.redaction.detect.Cues;
import dev.scrim.redaction.detect.Reading;
import dev.scrim.redaction.detect.ReadingDetector;
import dev.scrim.redaction.detect.person.Gazetteer;
import dev.scrim.redaction.detect.person.WordClasses;
import dev.scrim.redaction.taxonomy.Entity;
import dev.scrim.redaction.text.Folded;
import dev.scrim.redaction.text.Folding;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** E-mail addresses (RFC 5322 dot-atoms, with a lost or misread @) and telephone numbers (NANP; others by libphonenumber). */
public final class ContactDetector extends ReadingDetector {
    private static final String TLD =
            "(?:[cC]0[mM]|0[rR][gG]|[iI1]nf0|\\p{L}{2,8}[01]\\p{L}{1,8}|\\p{L}{2,18})(?![\\p{L}\\d])";
    private static final String TIGHT_DOMAIN =
            "[\\p{L}\\d](?:[\\p{L}\\d-]{0,40}[\\p{L}\\d])?(?:\\.[\\p{L}\\d](?:[\\p{L}\\d-]{0,40}[\\p{L}\\d])?){0,3}\\."
                    + TLD;
    private static final Pattern EMAIL = Pattern.compile(
            "(?<![\\p{L}\\d._%+-])[\\p{L}\\d][\\p{L}\\d._%+-]{0,63}(?:@|©|®| ?\\(at\\) ?| ?\\[at\\] ?)" + TIGHT_DOMAIN);
    /** Common ends of a domain; without the @ a sentence or a file name must not look like one. */
    private static final String COMMON_TLD =
            "(?:com|org|net|edu|gov|mil|co|uk|de|fr|nl|ca|us|eu|ch|at|it|es|info|biz|test|example|invalid|email|mail|health|clinic)";

    private static final String USER = "(?<![\\p{L}\\d._%+-])[\\p{L}\\d][\\p{L}\\d._%+–—-]{0,63}";
    private static final String HOST = "[\\p{L}\\d][\\p{L}\\d-]{0,40}";
    /** Spaces around the sign or a dot, or one inside of the first part of the domain. */
    private static final Pattern SPACED_EMAIL = Pattern.compile(USER + "(?:[ \\n]{0,2}(?:@|©|®)[ \\n]{0,2}" + HOST
            + "(?: ?[–—-] ?[\\p{L}\\d]{1,20})?|(?:@|©|®)" + HOST
            + "(?: ?[–—-]? ?[\\p{L}\\d]{1,12}(?:[–—-] ?[\\p{L}\\d]{1,20})?)?)"
            + "(?: ?[.,] ?" + HOST + "(?: [\\p{L}\\d]{1,12}(?= ?\\.))?){0,3}(?:\\." + TLD + "| ?[.,] ?(?i:" + COMMON_TLD
            + "|c0m|0rg)(?![\\p{L}\\d]))");

    private static final Pattern LOST_AT = Pattern.compile(
            "(?<![\\p{L}\\d._%+@/-])[\\p{L}\\d]+(?:[._+-][\\p{L}\\d]+)+(?: |Q|q|a|&|e|8|0)(?:[\\p{L}\\d-]{2,40}\\.){1,3}"
                    + COMMON_TLD + "(?![\\p{L}\\d])");
    private static final Pattern LABELLED_ADDRESS =
            Pattern.compile("[\\p{L}\\d][\\p{L}\\d._%+-]{1,63} ?[\\p{L}\\d-]{1,40}\\.[\\p{L}]{2,18}(?![\\p{L}\\d])");
    private static final Pattern EMAIL_LABEL = Cues.whole("e-?mails?(?: address| id)?");
    /** An address that spaces split, from behind its label to the end of its domain. */
    private static final Pattern AFTER_LABEL = Pattern.compile(
            "\\G[\\s:=–—-]{0,6}([\\p{L}\\d](?:[\\p{L}\\d._%+–—-]|[ \\n]{1,3}){1,40}[@©®][ \\n]{0,3}[\\p{L}\\d][\\p{L}\\d \\n–—-]{0,40}(?:[.,][ \\n]?[\\p{L}\\d-]{1,20}){1,4})");
    /** Addresses of machines: a clone URL, an npm scope with a version. */
    private static final Pattern MACHINE = Pattern.compile("(?i)^(?:git|hg|svn|root|ubuntu|ec2-user|localhost)@.*");

    private static final Pattern NANP = Pattern.compile(
            "(?<![\\d.-])(?:\\+?1[-. ]{1,2})?(?:\\(\\d{3} ?\\)[-. ]{0,3}|\\d{3} ?[-.]{1,2} ?)\\d{3} ?[-. ]{1,3}\\d{4}(?: {0,3}(?i:x|ext\\.?) ?[\\dOoQIlSsBZzGg|]{1,6}(?: ?\\d{1,4})?)?(?![\\d]|[-.]\\d)");
    private static final Pattern NANP_LOOSE = Pattern.compile(
            "(?<![\\d.-])(?:\\+?1[-. ]{1,2})?\\(?\\d {0,2}\\d {0,2}\\d ?\\)?[-. ]{0,3}\\d {0,2}\\d {0,2}\\d[-. ]{0,3}\\d {0,2}\\d {0,2}\\d {0,2}\\d(?: {0,3}(?i:x|ext\\.?) ?[\\dOoQIlSsBZzGg|]{1,6}(?: ?\\d{1,4})?)?(?![\\d]|[-.]\\d)");
    /** One or two stray spaces inside a group, both joints still there; area and exchange begin with 2 to 9. */
    private static final Pattern NANP_SPLIT = Pattern.compile(
            "(?<![\\d.,-])(?:\\+?1[-. ]{1,3})?\\(?[2-9] {0,2}\\d {0,2}\\d(?: ?\\)[-. ]{0,3}| ?[-.] {0,3})[2-9] {0,2}\\d {0,2}\\d ?[-.] {0,3}\\d {0,2}\\d {0,2}\\d {0,2}\\d(?: {0,3}(?i:x|ext\\.?) ?[\\dOoQIlSsBZzGg|]{1,6}(?: ?\\d{1,4})?)?(?![\\d]|[-.]\\d)");

    private static final Pattern LOCAL = Pattern.compile("(?<![\\d.-])\\d{3}[-.]\\d{4}(?![\\d]|[-.]\\d)");
    private static final Pattern INTERNATIONAL =
            Pattern.compile("(?<![\\p{L}\\d])\\+ ?[\\dIl|]\\d{0,2}(?:[ ./()-]{0,2}\\d){6,13}(?!\\d)");
    /** Regions whose national formats are tried when a label says that a telephone number follows. */
    private static final List<String> REGIONS =
            List.of("US", "GB", "DE", "FR", "IN", "AU", "ES", "IT", "NL", "MX", "BR", "JP");

    private static final Pattern CUT_OFF =
            Pattern.compile("(?<![\\p{L}\\d._+-])([\\p{L}\\d._+–—-]{1,24}[. –—-][ \\n]{0,2})$");
    private final Gazetteer words = Gazetteer.standard();
    private final WordClasses classes = WordClasses.standard();
    private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();

    public ContactDetector() {
        super("contact", "2");
    }

    @Override
    protected void find(Reading r, Reading.Spans out) {
        emails(r, out);
        if (r.digitCount() >= 6) {
            phones(r, out);
        }
    }

    private void emails(Reading r, Reading.Spans out) {
        boolean labelled = r.labelHas(EMAIL_LABEL);
        for (Folded view : r.unbroken()) {
            String text = view.text();
            if (text.indexOf('.') < 0 && text.indexOf(',') < 0 && text.indexOf('@') < 0) {
                continue;
            }
            addEmails(r, view, out, EMAIL, 0.97, "email");
            if (text.indexOf('@') >= 0 || text.indexOf('©') >= 0 || text.indexOf('®') >= 0) {
                addEmails(r, view, out, SPACED_EMAIL, 0.8, "email-spaced");
            }
            addEmails(r, view, out, LOST_AT, 0.6, "email-lost-at");
            if (labelled) {
                addEmails(r, view, out, LABELLED_ADDRESS, 0.75, "email-labelled");
            }
        }
        boolean sign = r.text().matches("(?s).*[@©®].*");
        if (labelled && sign && r.text().strip().length() <= 80) {
            int[] all = {0, r.text().length()};
            out.add(all, r.surrounding(Entity.EMAIL), Entity.EMAIL, 0.8, "email-under-label");
        } else if (sign && r.mentions(EMAIL_LABEL)) {
            Matcher cue = EMAIL_LABEL.matcher(r.lower());
            Matcher m = AFTER_LABEL.matcher(r.text());
            while (cue.find()) {
                if (m.find(cue.end())) {
                    int[] at = {m.start(1), m.end(1)};
                    out.add(at, r.surrounding(Entity.EMAIL), Entity.EMAIL, 0.75, "email-after-label");
                }
            }
        }
    }

    /** Where an address starts of which a space cut the first letters off; text that is a word of its own is left alone. */
    private int withCutOff(String text, int start) {
        Matcher m = CUT_OFF.matcher(text.substring(0, start));
        if (!m.find()) {
            return start;
        }
        String piece = m.group(1).replaceAll("[.\\s–—-]+$", "");
        String bare = Folding.lower(piece);
        boolean word = !bare.matches(".*\\p{L}.*")
                || words.common(bare)
                || classes.isOnlyCommon(bare)
                || Cues.EMAIL.matcher(bare).matches();
        return word ? start : m.start(1);
    }

    private void addEmails(Reading r, Folded view, Reading.Spans out, Pattern pattern, double score, String rule) {
        Matcher m = pattern.matcher(view.text());
        while (m.find()) {
            boolean url = m.group().startsWith("www.") || inUserInfo(view.text(), m.start());
            if (!MACHINE.matcher(m.group()).matches() && !fileLike(m.group()) && !url) {
                out.add(
                        view.origin(withCutOff(view.text(), m.start()), m.end()),
                        r.surrounding(Entity.EMAIL),
                        Entity.EMAIL,
                        score,
                        rule);
            }
        }
    }

    /** What stands between {@code ://user:} and a host is a password with the host's name behind it. */
    private static boolean inUserInfo(String text, int at) {
        int from = at;
        while (from > 0 && !Character.isWhitespace(text.charAt(from - 1))) {
            from--;
        }
        return text.substring(from, at).matches(".*://.*:.*");
    }

    private static boolean fileLike(String s) {
        return s.matches(
                "(?i).*\\.(?:py|java|js|ts|json|ya?ml|md|txt|png|jpe?g|pdf|csv|html?|css|sh|xml|toml|cfg|ini|lock|log|ods|docx?|xlsx?|rs|go|cpp|rb|php)");
    }

    private void phones(Reading r, Reading.Spans out) {
        r.eachNumber(NANP, (m, at) -> {
            if (!r.cued(Cues.PART, at[0])) {
                out.add(at, r.surrounding(Entity.PHONE), Entity.PHONE, r.cued(Cues.PHONE, at[0]) ? 0.97 : 0.85, "nanp");
            }
        });
        r.eachNumber(NANP_SPLIT, (m, at) -> {
            if (!r.cued(Cues.PART, at[0])) {
                out.add(at, r.surrounding(Entity.PHONE), Entity.PHONE, 0.7, "nanp-split");
            }
        });
        boolean said = r.mentions(Cues.PHONE);
        if (r.text().indexOf('+') >= 0) {
            r.eachNumber(
                    INTERNATIONAL,
                    (m, at) -> out.add(at, r.surrounding(Entity.PHONE), Entity.PHONE, 0.85, "international"));
        }
        if (!said) {
            return;
        }
        r.eachNumber(NANP_LOOSE, (m, at) -> {
            if (r.cued(Cues.PHONE, at[0])) {
                out.add(at, r.surrounding(Entity.PHONE), Entity.PHONE, 0.9, "labelled");
            }
        });
        r.eachNumber(LOCAL, (m, at) -> {
            if (r.cued(Cues.PHONE, at[0])) {
                out.add(at, r.surrounding(Entity.PHONE), Entity.PHONE, 0.8, "local");
            }
        });
        String text = r.digits().text();
        for (String region : REGIONS) {
            for (PhoneNumberMatch match : phones.findNumbers(text, region, PhoneNumberUtil.Leniency.VALID, 20)) {
                int[] at = r.digits().origin(match.start(), match.end());
                if (r.cued(Cues.PHONE, at[0])) {
                    out.add(at, r.surrounding(Entity.PHONE), Entity.PHONE, 0.8, "national");
                }
            }
        }
    }
}
