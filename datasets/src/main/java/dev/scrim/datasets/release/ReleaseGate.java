package dev.scrim.datasets.release;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The state of a build and what stands in its way, as pure functions of {@link ReleaseFacts}. */
public final class ReleaseGate {
    private ReleaseGate() {}

    /** How far it has come. Whatever is wrong with it takes it back to what still holds. */
    public static ReleaseState state(ReleaseFacts f) {
        if (!f.redacted()) {
            return ReleaseState.DRAFT;
        }
        if (!f.verified() || f.record().isEmpty() || !f.wrong().isEmpty()) {
            return ReleaseState.REDACTED;
        }
        if (!review(f).isEmpty()) {
            return ReleaseState.VERIFIED;
        }
        if (!beforeRelease(f).isEmpty()) {
            return ReleaseState.REVIEWED;
        }
        return f.released() ? ReleaseState.RELEASED : ReleaseState.SIGNED;
    }

    /** What stands in the way of a signature; empty when it may be signed. */
    public static List<Refusal> beforeSigning(ReleaseFacts f) {
        List<Refusal> out = new ArrayList<>(f.wrong());
        if (!f.redacted() || !f.verified() || f.record().isEmpty()) {
            if (out.isEmpty()) {
                out.add(Refusal.NOT_FINISHED);
            }
            return out;
        }
        BuildRecord record = f.record().get();
        if (record.evaluation()) {
            out.add(Refusal.EVALUATION);
        }
        if (f.leakRate() > record.policy().maxLeakRate()) {
            out.add(Refusal.LEAK_RATE);
        }
        out.addAll(review(f));
        if (f.privacyReview().isEmpty()) {
            out.add(Refusal.NO_PRIVACY_REVIEW);
        } else if (f.privacyReview()
                .get()
                .next()
                .isBefore(f.now().atZone(ZoneOffset.UTC).toLocalDate())) {
            out.add(Refusal.PRIVACY_REVIEW_OVERDUE);
        }
        return List.copyOf(out);
    }

    /** What stands in the way of a release; empty when it may be released. */
    public static List<Refusal> beforeRelease(ReleaseFacts f) {
        List<Refusal> out = new ArrayList<>(beforeSigning(f));
        if (f.record().isEmpty() || f.privacyReview().isEmpty()) {
            return List.copyOf(out);
        }
        String subject = f.record().get().subject(f.privacyReview().get().sha256());
        for (SignerRole role : SignerRole.values()) {
            Optional<SignedBy> by = f.signatures().stream()
                    .filter(s -> s.signature().role() == role)
                    .findFirst();
            if (by.isEmpty()) {
                out.add(Refusal.SIGNATURE_MISSING);
            } else {
                signature(by.get(), f, subject).ifPresent(out::add);
            }
        }
        long people = f.signatures().stream()
                .map(s -> s.signature().name())
                .distinct()
                .count();
        long keys = f.signatures().stream()
                .map(s -> s.signature().fingerprint())
                .distinct()
                .count();
        if (Math.min(people, keys) < f.signatures().size()) {
            out.add(Refusal.SIGNED_TWICE);
        }
        return out.stream().distinct().toList();
    }

    private static Optional<Refusal> signature(SignedBy by, ReleaseFacts f, String subject) {
        ReleaseSignature s = by.signature();
        if (!by.genuine()) {
            return Optional.of(Refusal.SIGNATURE_BAD);
        }
        if (!s.subject().equals(subject)
                || !s.build().equals(f.record().map(BuildRecord::build).orElse(""))) {
            return Optional.of(Refusal.SIGNATURE_VOID);
        }
        if (!f.now().isBefore(s.until()) || f.now().isBefore(s.at())) {
            return Optional.of(Refusal.SIGNATURE_ENDED);
        }
        if (by.built()) {
            return Optional.of(Refusal.BUILDER_SIGNS);
        }
        if (!by.role()) {
            return Optional.of(by.ended() ? Refusal.ROLE_ENDED : Refusal.ROLE_MISSING);
        }
        return Optional.empty();
    }

    /** Verdicts of people: there when they are asked for, of this build, and good enough. */
    private static List<Refusal> review(ReleaseFacts f) {
        if (f.record().isEmpty()) {
            return List.of(Refusal.NOT_FINISHED);
        }
        BuildRecord record = f.record().get();
        Optional<ReviewResult> review = f.review().filter(r -> r.record().equals(record.digest()));
        if (review.isEmpty()) {
            return record.policy().reviewRequired() ? List.of(Refusal.NOT_REVIEWED) : List.of();
        }
        return review.get().bound() > record.policy().maxLeakRate() ? List.of(Refusal.REVIEW_LEAKS) : List.of();
    }
}
