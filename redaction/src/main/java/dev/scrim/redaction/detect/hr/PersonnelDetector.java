package dev.scrim.redaction.detect.hr;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.detect.Cues;
import dev.scrim.redaction.detect.Reading;
import dev.scrim.redaction.detect.ReadingDetector;
import dev.scrim.redaction.taxonomy.Entity;
import java.util.regex.Pattern;

/** What a personnel file says of a person besides numbers: ratings, leave, discipline. The phrases are those of review forms. */
public final class PersonnelDetector extends ReadingDetector {
    private static final Pattern RATING = Cues.whole(
            "(?:far )?exceeds (?:all )?expectations|(?:partially |fully )?meets (?:most |all )?expectations|(?:does not meet|below|did not meet|fails to meet) expectations|needs improvement|unsatisfactory|outstanding performer|top performer|low performer");
    private static final Pattern RATING_LABEL =
            Cues.whole("(?:performance |overall |final |review )?rating|calibration|nine box|9-box|review score");
    private static final Pattern EVENT = Cues.whole(
            "performance improvement plan|on a pip|(?:on (?:parental|maternity|paternity|medical|sick|family|fmla|bereavement|unpaid|administrative) leave(?: (?:until|till|through|from|since) [\\p{L}\\d ,]{2,24})?|(?:parental|maternity|paternity|medical|sick|family|fmla|bereavement|unpaid|administrative) leave (?:until|till|through|from|since) [\\p{L}\\d ,]{2,24})|written warning|verbal warning|final warning|disciplinary (?:action|hearing|meeting)|terminated for|termination (?:date|reason|letter)|laid off|resignation letter|grievance|harassment complaint|severance (?:package|agreement)|passed over for|flight risk|salary (?:increase|adjustment|review)|visa (?:status|sponsorship)|background check");
    private static final Pattern NOTE_LABEL = Cues.whole(
            "(?:manager |hr |personnel |confidential |review )?(?:notes?|comments?|remarks?)|reason for leaving|absence|leave(?: status)?|discipline|strengths|areas? (?:for|of) (?:improvement|growth)|feedback");

    public PersonnelDetector() {
        super("personnel", "2");
    }

    @Override
    protected void find(Reading r, Reading.Spans out) {
        r.eachPhrase(
                RATING,
                (m, at) -> out.add(at, Category.HR, Entity.RATING, r.likely(Category.HR) ? 0.9 : 0.6, "rating"));
        r.eachPhrase(
                EVENT, (m, at) -> out.add(at, Category.HR, Entity.NOTE, r.likely(Category.HR) ? 0.9 : 0.55, "event"));
        int[] all = {0, r.text().length()};
        if (r.labelHas(RATING_LABEL) && r.likely(Category.HR) && r.text().length() <= 60) {
            out.add(all, Category.HR, Entity.RATING, 0.8, "under-label");
        } else if (r.labelHas(NOTE_LABEL)
                && r.likely(Category.HR)
                && r.text().strip().length() >= 4) {
            out.add(all, Category.HR, Entity.NOTE, 0.7, "note-under-label");
        }
    }
}
