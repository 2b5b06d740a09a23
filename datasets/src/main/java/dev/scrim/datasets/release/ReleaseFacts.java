package dev.scrim.datasets.release;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * All that a build's state follows from.
 *
 * @param redacted whether stage 06 is there
 * @param verified whether stages 07 and 08 are there
 * @param record of the finished build; empty when there is none that can be believed
 * @param wrong what of it is not as the record says
 * @param leakRate upper 95 % bound after repair, as stage 07 has it
 * @param privacyReview its hash and next date; empty when there is none that fits the build
 * @param signatures those that are there, sound or not
 * @param released whether somebody was given exactly this
 */
public record ReleaseFacts(
        boolean redacted,
        boolean verified,
        Optional<BuildRecord> record,
        List<Refusal> wrong,
        double leakRate,
        Optional<ReviewResult> review,
        Optional<Paper> privacyReview,
        List<SignedBy> signatures,
        boolean released,
        Instant now) {
    /** A privacy review that fits the build. */
    public record Paper(String sha256, LocalDate next) {}

    public ReleaseFacts {
        wrong = List.copyOf(wrong);
        signatures = List.copyOf(signatures);
    }
}
