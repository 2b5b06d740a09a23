package dev.scrim.redaction.detect.identity;

import dev.scrim.redaction.detect.Cues;
import dev.scrim.redaction.detect.Reading;
import dev.scrim.redaction.detect.ReadingDetector;
import dev.scrim.redaction.taxonomy.Entity;
import dev.scrim.redaction.text.Form;
import java.util.regex.Pattern;

/**
 * Passports, driving licences and personal numbers of states, by their label; those whose form and check digits hardly occur
 * otherwise also without one. Sources: see {@link NationalForms}, ICAO Doc 9303 (passport numbers) and AAMVA DL/ID card design
 * standard (licence numbers: up to 25 letters and digits).
 */
public final class NationalIdDetector extends ReadingDetector {
    private static final Pattern ANY = Pattern.compile(
            "(?<![\\p{L}\\d])(?=[\\p{L}\\d -]*\\d)[\\p{Lu}\\d](?:[ .-]?[\\p{Lu}\\d]){5,19}(?![\\p{L}\\d])");
    private static final Pattern ANY_CASE =
            Pattern.compile("(?<![\\p{L}\\d])[\\p{L}\\d]{1,4}[- ]?\\d[\\p{L}\\d-]{4,18}(?![\\p{L}\\d])");
    /** Version numbers, dates and file names have such forms too. */
    private static final Pattern OTHER = Pattern.compile("(?:19|20)\\d\\d[-.](?:0\\d|1[0-2])[-.][0-3]\\d.*");

    private static final Pattern ODD_JOINT = Pattern.compile("[._/\\n]");

    public NationalIdDetector() {
        super("national", "2");
    }

    @Override
    protected void find(Reading r, Reading.Spans out) {
        if (r.digitCount() < 4) {
            return;
        }
        boolean named = r.mentions(Cues.NATIONAL);
        for (NationalForms.Kind kind : NationalForms.ALL) {
            boolean said = r.mentions(kind.cue());
            if (!said && !kind.alone()) {
                continue;
            }
            for (Form.Match hit : kind.form().find(r.text())) {
                boolean cued = said && r.cued(kind.cue(), hit.start());
                boolean holds = kind.holds().test(hit.repaired());
                boolean part = r.cued(Cues.PART, hit.start());
                if (cued
                        || (kind.alone()
                                && holds
                                && hit.tidy()
                                && hit.mended() == 0
                                && !part
                                && !ODD_JOINT
                                        .matcher(r.text().substring(hit.start(), hit.end()))
                                        .find())) {
                    int[] at = {hit.start(), hit.end()};
                    double score = cued ? holds ? 0.97 : 0.85 : 0.7;
                    out.add(at, r.surrounding(Entity.NATIONAL_ID), Entity.NATIONAL_ID, score, kind.rule());
                }
            }
        }
        if (!named) {
            return;
        }
        for (Pattern pattern : new Pattern[] {ANY, ANY_CASE}) {
            r.eachNumber(pattern, (m, at) -> {
                long digits = m.group().chars().filter(Character::isDigit).count();
                if (digits >= 4
                        && r.cued(Cues.NATIONAL, at[0])
                        && !OTHER.matcher(m.group()).matches()) {
                    out.add(at, r.surrounding(Entity.NATIONAL_ID), Entity.NATIONAL_ID, 0.9, "labelled");
                }
            });
        }
    }
}
