package dev.scrim.redaction.detect.identity;

import dev.scrim.redaction.detect.Cues;
import dev.scrim.redaction.detect.Reading;
import dev.scrim.redaction.detect.ReadingDetector;
import dev.scrim.redaction.taxonomy.Entity;
import java.util.regex.Pattern;

/** Passports, driving licences and national numbers of other countries, by their label; UK NINO also by its shape (HMRC NIM39110). */
public final class NationalIdDetector extends ReadingDetector {
    private static final Pattern NINO = Pattern.compile(
            "(?<![\\p{L}\\d])(?!bg|gb|nk|kn|nt|tn|zz)[abceghj-prstw-z][abceghj-nprstw-z] ?\\d{2} ?\\d{2} ?\\d{2} ?[a-d](?![\\p{L}\\d])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ANY = Pattern.compile(
            "(?<![\\p{L}\\d])(?=[\\p{L}\\d -]*\\d)[\\p{Lu}\\d](?:[ .-]?[\\p{Lu}\\d]){5,19}(?![\\p{L}\\d])");

    public NationalIdDetector() {
        super("national", "1");
    }

    @Override
    protected void find(Reading r, Reading.Spans out) {
        if (r.digitCount() < 4) {
            return;
        }
        r.eachNumber(NINO, (m, at) -> out.add(at, r.surrounding(Entity.NATIONAL_ID), Entity.NATIONAL_ID, 0.7, "nino"));
        r.eachNumber(ANY, (m, at) -> {
            long digits = m.group().chars().filter(Character::isDigit).count();
            if (digits >= 4 && r.cued(Cues.NATIONAL, at[0])) {
                out.add(at, r.surrounding(Entity.NATIONAL_ID), Entity.NATIONAL_ID, 0.9, "labelled");
            }
        });
    }
}
