package dev.scrim.datasets.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.vault.SignerKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseGateTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String PAPER = "p".repeat(64);

    @TempDir
    private static Path folder;

    private static SignerKey ann;
    private static SignerKey bob;

    @BeforeAll
    static void people() {
        ann = SignerKey.create(folder.resolve("ann"), "four unrelated words".toCharArray());
        bob = SignerKey.create(folder.resolve("bob"), "four unrelated words".toCharArray());
    }

    private static BuildRecord record(String build, boolean evaluation, ReleasePolicy policy) {
        return new BuildRecord(
                build,
                "desk",
                "training",
                "head",
                evaluation,
                List.of("plain"),
                new TreeMap<>(Map.of("chat", "block")),
                policy,
                new TreeMap<>(Map.of(new StageName("08-export"), new BuildRecord.Place(build, "d"))),
                "seal");
    }

    private static final BuildRecord RECORD = record("b0", false, new ReleasePolicy(0.005, false));

    private static SignedBy signed(SignerKey key, SignerRole role, String name, BuildRecord over) {
        ReleaseSignature s = ReleaseSignature.sign(
                key, role, name, over.build(), over.subject(PAPER), NOW.minusSeconds(9), NOW.plusSeconds(9));
        return new SignedBy(s, s.isBy(key.publicKeys()), true, false, false);
    }

    private static List<SignedBy> both() {
        return List.of(
                signed(ann, SignerRole.PRIVACY_OFFICER, "ann", RECORD),
                signed(bob, SignerRole.DATA_OWNER, "bob", RECORD));
    }

    private static ReleaseFacts facts(
            BuildRecord record,
            double leakRate,
            Optional<ReviewResult> review,
            List<SignedBy> signatures,
            Instant now) {
        return new ReleaseFacts(
                true,
                true,
                Optional.of(record),
                List.of(),
                leakRate,
                review,
                Optional.of(new ReleaseFacts.Paper(PAPER, LocalDate.parse("2026-03-01"))),
                signatures,
                false,
                now);
    }

    private static ReleaseFacts sound(List<SignedBy> signatures) {
        return facts(RECORD, 0.004, Optional.empty(), signatures, NOW);
    }

    private static ReleaseFacts bare(boolean redacted, boolean verified, Refusal... wrong) {
        return new ReleaseFacts(
                redacted,
                verified,
                Optional.of(RECORD),
                List.of(wrong),
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                NOW);
    }

    @Test
    void aBuildGoesThroughAllStatesInTheirOrder() {
        ReleaseFacts done = sound(both());
        assertThat(ReleaseGate.state(bare(false, false))).isEqualTo(ReleaseState.DRAFT);
        assertThat(ReleaseGate.state(bare(true, false))).isEqualTo(ReleaseState.REDACTED);
        BuildRecord asking = record("b0", false, new ReleasePolicy(0.005, true));
        assertThat(ReleaseGate.state(facts(asking, 0, Optional.empty(), List.of(), NOW)))
                .isEqualTo(ReleaseState.VERIFIED);
        assertThat(ReleaseGate.state(sound(List.of()))).isEqualTo(ReleaseState.REVIEWED);
        assertThat(ReleaseGate.state(done)).isEqualTo(ReleaseState.SIGNED);
        assertThat(ReleaseGate.beforeRelease(done)).isEmpty();
        assertThat(ReleaseGate.state(new ReleaseFacts(
                        true,
                        true,
                        done.record(),
                        List.of(),
                        0,
                        Optional.empty(),
                        done.privacyReview(),
                        done.signatures(),
                        true,
                        NOW)))
                .isEqualTo(ReleaseState.RELEASED);
    }

    @Test
    void whateverWasChangedTakesItBackAndStopsSignatures() {
        assertThat(ReleaseGate.state(bare(true, true, Refusal.MANIFEST_CHANGED)))
                .isEqualTo(ReleaseState.REDACTED);
        assertThat(ReleaseGate.beforeSigning(bare(true, true, Refusal.FILES_CHANGED)))
                .contains(Refusal.FILES_CHANGED, Refusal.NO_PRIVACY_REVIEW);
        assertThat(ReleaseGate.beforeSigning(bare(true, false))).containsExactly(Refusal.NOT_FINISHED);
    }

    @Test
    void theBoundMustNotBeAboveThePolicysAndTheReviewMustBeOfThisBuild() {
        assertThat(ReleaseGate.beforeSigning(sound(List.of()))).isEmpty();
        assertThat(ReleaseGate.beforeSigning(facts(RECORD, 0.0051, Optional.empty(), List.of(), NOW)))
                .containsExactly(Refusal.LEAK_RATE);
        BuildRecord asking = record("b0", false, new ReleasePolicy(0.005, true));
        ReviewResult good = new ReviewResult(asking.digest(), 700, 0, 0.0043, List.of("rob"));
        assertThat(ReleaseGate.beforeSigning(facts(asking, 0, Optional.of(good), List.of(), NOW)))
                .isEmpty();
        ReviewResult leaky = new ReviewResult(asking.digest(), 700, 3, 0.011, List.of("rob"));
        assertThat(ReleaseGate.beforeSigning(facts(asking, 0, Optional.of(leaky), List.of(), NOW)))
                .containsExactly(Refusal.REVIEW_LEAKS);
        ReviewResult others = new ReviewResult(RECORD.digest(), 700, 0, 0.0043, List.of("rob"));
        assertThat(ReleaseGate.beforeSigning(facts(asking, 0, Optional.of(others), List.of(), NOW)))
                .containsExactly(Refusal.NOT_REVIEWED);
        assertThat(ReleaseGate.beforeSigning(
                        facts(record("b0", true, new ReleasePolicy(1, false)), 0, Optional.empty(), List.of(), NOW)))
                .containsExactly(Refusal.EVALUATION);
        assertThat(ReleaseGate.beforeSigning(
                        facts(RECORD, 0, Optional.empty(), List.of(), NOW.plus(Duration.ofDays(1)))))
                .containsExactly(Refusal.PRIVACY_REVIEW_OVERDUE);
    }

    @Test
    void twoDifferentPeopleSignThisBuildInTheirRoles() {
        SignedBy officer = both().get(0);
        SignedBy owner = both().get(1);
        assertThat(release(List.of(officer))).containsExactly(Refusal.SIGNATURE_MISSING);
        assertThat(release(List.of(officer, signed(ann, SignerRole.DATA_OWNER, "ann", RECORD))))
                .containsExactly(Refusal.SIGNED_TWICE);
        assertThat(release(List.of(officer, signed(ann, SignerRole.DATA_OWNER, "bob", RECORD))))
                .containsExactly(Refusal.SIGNED_TWICE);
        BuildRecord other = record("b1", false, RECORD.policy());
        assertThat(release(List.of(officer, signed(bob, SignerRole.DATA_OWNER, "bob", other))))
                .containsExactly(Refusal.SIGNATURE_VOID);
        BuildRecord rebuilt = record("b0", false, new ReleasePolicy(0.004, false));
        assertThat(release(List.of(officer, signed(bob, SignerRole.DATA_OWNER, "bob", rebuilt))))
                .containsExactly(Refusal.SIGNATURE_VOID);
        ReleaseSignature s = owner.signature();
        assertThat(release(List.of(officer, new SignedBy(s, false, true, false, false))))
                .containsExactly(Refusal.SIGNATURE_BAD);
        assertThat(release(List.of(officer, new SignedBy(s, true, false, false, false))))
                .containsExactly(Refusal.ROLE_MISSING);
        assertThat(release(List.of(officer, new SignedBy(s, true, false, true, false))))
                .containsExactly(Refusal.ROLE_ENDED);
        assertThat(release(List.of(officer, new SignedBy(s, true, true, false, true))))
                .containsExactly(Refusal.BUILDER_SIGNS);
        assertThat(ReleaseGate.beforeRelease(facts(RECORD, 0, Optional.empty(), both(), NOW.plusSeconds(9))))
                .containsExactly(Refusal.SIGNATURE_ENDED);
    }

    private static List<Refusal> release(List<SignedBy> signatures) {
        return ReleaseGate.beforeRelease(sound(signatures));
    }

    @Test
    void aSignatureHoldsForNothingThatWasChanged() throws IOException {
        ReleaseSignature s = both().get(0).signature();

        assertThat(ReleaseSignature.parse(s.bytes())).isEqualTo(s);
        assertThat(s.isBy(ann.publicKeys())).isTrue();
        assertThat(s.isBy(bob.publicKeys())).isFalse();
        String text = new String(s.bytes(), StandardCharsets.UTF_8);
        for (String[] change : new String[][] {
            {"\"ann\"", "\"bob\""}, {"b0", "b1"}, {"privacy-officer", "data-owner"}, {"12:00:09Z", "12:59:09Z"}
        }) {
            ReleaseSignature changed =
                    ReleaseSignature.parse(text.replace(change[0], change[1]).getBytes(StandardCharsets.UTF_8));
            assertThat(changed.isBy(ann.publicKeys())).as(change[1]).isFalse();
        }
        assertThatThrownBy(() -> ReleaseSignature.parse("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aRecordComesBackAndEverythingInItIsInWhatIsSigned() throws IOException {
        assertThat(BuildRecord.parse(RECORD.toJson())).isEqualTo(RECORD);
        String text = new String(RECORD.toJson(), StandardCharsets.UTF_8);
        for (String[] change :
                new String[][] {{"0.005", "0.5"}, {"\"head\"", "\"tail\""}, {"\"seal\"", "\"leas\""}, {"block", "keep"}
                }) {
            BuildRecord changed =
                    BuildRecord.parse(text.replace(change[0], change[1]).getBytes(StandardCharsets.UTF_8));
            assertThat(changed.subject(PAPER)).as(change[1]).isNotEqualTo(RECORD.subject(PAPER));
        }
        assertThat(RECORD.subject("q")).isNotEqualTo(RECORD.subject(PAPER));
        assertThatThrownBy(() -> BuildRecord.parse((text + " ").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }
}
