package dev.scrim.redaction.detect.medical;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.detect.Cues;
import dev.scrim.redaction.detect.Reading;
import dev.scrim.redaction.detect.ReadingDetector;
import dev.scrim.redaction.detect.finance.Checksums;
import dev.scrim.redaction.taxonomy.Entity;
import dev.scrim.redaction.text.Folding;
import dev.scrim.redaction.text.Form;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers of records, members, encounters, claims, prescriptions, prescribers and Medicare beneficiaries. A span covers the
 * label in the same text too, because the two stand for one thing. Sources: 45 CFR 164.514(b)(2)(i) (record, account and
 * beneficiary numbers), CMS "Understanding the MBI Format", 45 CFR 162.406 (NPI check digit), 21 CFR 1301 (DEA registration).
 */
public final class RecordIdDetector extends ReadingDetector {
    private record Kind(Pattern cue, Entity entity) {}

    /** 4 to 16 letters, digits and joints with at least 3 digits; lower case because labels are matched so. */
    private static final String VALUE =
            "((?=(?:[a-z -]{0,5}\\d){3})(?:[a-z]{1,4}[- ]{0,3})?\\d[\\da-z]*(?:[-/ ]{0,3}\\d[\\da-z]*){0,4})(?![\\p{L}\\p{N}])";

    private static final Pattern INLINE = Pattern.compile("\\G(?: (?:is|was|of|for))?[\\s.:#=№-]{0,6}" + VALUE);

    private static final Pattern WHOLE_VALUE = Pattern.compile(
            "(?<![\\p{L}\\d])(?:[A-Za-z]{1,4}[- ]{0,3})?\\d[\\dA-Za-z]*(?:[-/ ]{0,3}\\d[\\dA-Za-z]*){0,4}(?![\\p{L}\\d])");
    private static final Pattern PREFIXED =
            Pattern.compile("(?<![\\p{L}\\d-])[A-Z]{1,4}-?\\d{5,12}(?:-\\d{1,4})?(?![\\p{L}\\d])");
    private static final Pattern TEN = Pattern.compile("(?<![\\d-])\\d(?:[ -]{0,3}\\d){9}(?![\\d]|-\\d)");
    private static final Form DEA = Form.of("AN 9999999");
    /** Positions of the Medicare Beneficiary Identifier: C A AN N A AN N A A N N, printed in groups of four, three and four. */
    private static final Form MBI = Form.of("9AN9 AN9 AA99");
    /** CMS leaves these letters out because they are misread as digits. */
    private static final Pattern MBI_RULE = Pattern.compile(
            "[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\\d[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\\d[AC-HJKMNP-RT-Y]{2}\\d{2}");

    private static final Pattern ODD_JOINT = Pattern.compile("[._/]");
    private static final List<Kind> KINDS = List.of(
            new Kind(Cues.MEDICAL_ID, Entity.MRN),
            new Kind(Cues.MEMBER_ID, Entity.MEMBER_ID),
            new Kind(Cues.CLAIM_ID, Entity.CLAIM_ID),
            new Kind(Cues.RX, Entity.RX_NUMBER),
            new Kind(Cues.ENCOUNTER_ID, Entity.ENCOUNTER_ID),
            new Kind(Cues.EMPLOYEE_ID, Entity.EMPLOYEE_ID));

    public RecordIdDetector() {
        super("record", "2");
    }

    @Override
    protected void find(Reading r, Reading.Spans out) {
        if (r.digitCount() < 3) {
            return;
        }
        String numbers = r.digits().text().toLowerCase(Locale.ROOT);
        for (Kind kind : KINDS) {
            inline(r, out, kind, numbers);
            if (r.labelHas(kind.cue())) {
                r.eachNumber(WHOLE_VALUE, (m, at) -> {
                    if (digits(m.group()) >= 3 && !money(m.group())) {
                        out.add(at, category(r, kind), kind.entity(), 0.92, "under-label");
                    }
                });
            }
        }
        r.eachNumber(PREFIXED, (m, at) -> {
            if (r.cued(Cues.CLAIM_ID, at[0])) {
                out.add(at, r.surrounding(Entity.CLAIM_ID), Entity.CLAIM_ID, 0.8, "near-claim");
            } else if (r.likely(Category.MEDICAL) && !r.cued(Cues.PART, at[0])) {
                out.add(at, Category.MEDICAL, Entity.MRN, 0.6, "prefixed-in-block");
            }
        });
        prescribers(r, out);
    }

    private static void inline(Reading r, Reading.Spans out, Kind kind, String numbers) {
        Matcher cue = kind.cue().matcher(r.lower());
        Matcher m = INLINE.matcher(numbers);
        while (cue.find()) {
            if (!m.find(r.digits().at(cue.end()))) {
                continue;
            }
            boolean weak = kind.entity() == Entity.ENCOUNTER_ID || kind.entity() == Entity.CLAIM_ID;
            boolean longEnough = digits(m.group(1)) >= 4;
            boolean medical = r.likely(Category.MEDICAL, Category.AI_PROMPT, Category.CHAT, Category.HR);
            if (!medical && (!longEnough || (weak && digits(m.group(1)) < 5))) {
                continue;
            }
            if (m.group(1).matches("(?:19|20)\\d\\d(?:[-/ ]\\d{1,2}){0,2}")) {
                continue;
            }
            int[] at = {cue.start(), r.digits().origin(m.start(1), m.end(1))[1]};
            out.add(at, category(r, kind), kind.entity(), weak ? 0.8 : 0.95, "inline");
        }
    }

    private static void prescribers(Reading r, Reading.Spans out) {
        r.eachNumber(TEN, (m, at) -> {
            boolean cued = r.cued(Cues.NPI, at[0]);
            if (cued || (Checksums.npi(m.group().replaceAll("[ -]", "")) && r.likely(Category.MEDICAL))) {
                out.add(at, Category.MEDICAL, Entity.NPI, cued ? 0.95 : 0.8, "npi");
            }
        });
        boolean registrant = r.mentions(Cues.DEA);
        if (registrant || r.likely(Category.MEDICAL)) {
            for (Form.Match hit : DEA.find(r.text())) {
                boolean cued = registrant && r.cued(Cues.DEA, hit.start());
                if (cued || Checksums.dea(hit.repaired().substring(2))) {
                    int[] at = {hit.start(), hit.end()};
                    out.add(at, Category.MEDICAL, Entity.DEA, cued ? 0.95 : 0.8, "dea");
                }
            }
        }
        boolean medicare = r.mentions(Cues.MEDICARE);
        for (Form.Match hit : MBI.find(r.text())) {
            boolean cued = medicare && r.cued(Cues.MEDICARE, hit.start());
            if (cued
                    || (hit.nearlyTidy()
                            && !ODD_JOINT
                                    .matcher(r.text().substring(hit.start(), hit.end()))
                                    .find()
                            && MBI_RULE.matcher(withoutLookAlikes(hit.repaired()))
                                    .matches())) {
                int[] at = {hit.start(), hit.end()};
                out.add(at, Category.MEDICAL, Entity.MBI, cued ? 0.97 : 0.85, "mbi");
            }
        }
    }

    /** Letters that CMS leaves out can only be misread digits. */
    private static String withoutLookAlikes(String mbi) {
        StringBuilder b = new StringBuilder(mbi.length());
        for (int i = 0; i < mbi.length(); i++) {
            b.append("SLOIBZ".indexOf(mbi.charAt(i)) >= 0 ? Folding.asDigit(mbi.charAt(i)) : mbi.charAt(i));
        }
        return b.toString();
    }

    private static Category category(Reading r, Kind kind) {
        return kind.entity() == Entity.EMPLOYEE_ID ? Category.HR : r.surrounding(kind.entity());
    }

    private static long digits(String s) {
        return s.chars().filter(Character::isDigit).count();
    }

    private static boolean money(String s) {
        return s.matches("\\d{1,3},\\d{3}.*");
    }
}
