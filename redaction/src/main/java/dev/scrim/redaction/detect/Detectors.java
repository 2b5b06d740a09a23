package dev.scrim.redaction.detect;

import dev.scrim.redaction.detect.chat.MessageLineDetector;
import dev.scrim.redaction.detect.contact.AddressDetector;
import dev.scrim.redaction.detect.contact.ContactDetector;
import dev.scrim.redaction.detect.contact.DeviceDetector;
import dev.scrim.redaction.detect.credential.CredentialDetector;
import dev.scrim.redaction.detect.finance.AccountDetector;
import dev.scrim.redaction.detect.finance.MoneyDetector;
import dev.scrim.redaction.detect.hr.PersonnelDetector;
import dev.scrim.redaction.detect.identity.BirthDateDetector;
import dev.scrim.redaction.detect.identity.NationalIdDetector;
import dev.scrim.redaction.detect.identity.TaxIdDetector;
import dev.scrim.redaction.detect.medical.ClinicalValueDetector;
import dev.scrim.redaction.detect.medical.MedicalTermDetector;
import dev.scrim.redaction.detect.medical.RecordIdDetector;
import dev.scrim.redaction.detect.person.PersonDetector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The detectors of a standard build, and the one way to run several over a text. */
public final class Detectors {
    private static final Comparator<Span> ORDER = Comparator.comparingInt(Span::start)
            .thenComparing(Comparator.comparingInt(Span::end).reversed())
            .thenComparing(Comparator.comparingDouble(Span::score).reversed())
            .thenComparing(Span::category)
            .thenComparing(Span::rule);

    private Detectors() {}

    /** All families, in the order in which they are documented. */
    public static List<Detector> standard() {
        return List.of(
                new TaxIdDetector(),
                new BirthDateDetector(),
                new NationalIdDetector(),
                new RecordIdDetector(),
                new ClinicalValueDetector(),
                new MedicalTermDetector(),
                new AccountDetector(),
                new MoneyDetector(),
                new ContactDetector(),
                new AddressDetector(),
                new DeviceDetector(),
                new CredentialDetector(),
                new PersonDetector(),
                new PersonnelDetector(),
                new MessageLineDetector());
    }

    /** Spans of all detectors, sorted, none overlapping: overlapping ones become their union with the best's meaning. */
    public static List<Span> detect(List<Detector> detectors, TextUnit unit) {
        List<Span> all = new ArrayList<>();
        Reading reading = Reading.of(unit);
        for (Detector detector : detectors) {
            all.addAll(detector instanceof ReadingDetector r ? r.detect(reading) : detector.detect(unit));
        }
        return merge(all);
    }

    /** Unites overlapping spans; the span with the highest score names category, entity and rule. */
    public static List<Span> merge(List<Span> spans) {
        List<Span> sorted = new ArrayList<>(spans);
        sorted.sort(ORDER);
        List<Span> merged = new ArrayList<>();
        for (Span next : sorted) {
            Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || !last.overlaps(next)) {
                merged.add(next);
                continue;
            }
            Span best = next.score() > last.score() ? next : last;
            merged.set(
                    merged.size() - 1,
                    new Span(
                            last.start(),
                            Math.max(last.end(), next.end()),
                            best.category(),
                            best.entity(),
                            best.score(),
                            best.rule()));
        }
        return merged;
    }
}
