package dev.scrim.datasets.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.check.ViolationCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ManifestTest {
    private static final StageFacts FACTS = StageFacts.of(
            "1n",
            Map.of("steps.out", 12L, "recordings.in", 3L),
            Map.of(ViolationCode.OFF_SCREEN, 2L, ViolationCode.METADATA_INVALID, 1L),
            "c0");
    private static final Manifest MANIFEST = new Manifest(
            "b1",
            new StageName("03-actions"),
            FACTS,
            List.of(new StoredFile("steps/subject=_build/p.parquet", 7, "aa")),
            Instant.parse("2026-01-02T03:04:05Z"),
            Instant.parse("2026-01-02T03:05:00.5Z"));

    @Test
    void readsBackWhatItWrote() {
        assertThat(ManifestJson.read(ManifestJson.write(MANIFEST), "here")).isEqualTo(MANIFEST);
        assertThat(MANIFEST.count("steps.out")).isEqualTo(12);
        assertThat(MANIFEST.count("none")).isZero();
        assertThat(MANIFEST.violations(ViolationCode.OFF_SCREEN)).isEqualTo(2);
        assertThat(MANIFEST.violations(ViolationCode.NO_CONSENT)).isZero();
    }

    @Test
    void textHasAFixedOrder() {
        String text = new String(ManifestJson.write(MANIFEST), StandardCharsets.UTF_8);
        assertThat(text)
                .containsSubsequence(
                        "\"format\" : \"scrim-stage/1\"",
                        "\"build\"",
                        "\"stage\" : \"03-actions\"",
                        "\"digest\"",
                        "\"recordings.in\" : 3",
                        "\"steps.out\" : 12",
                        "METADATA_INVALID",
                        "OFF_SCREEN",
                        "\"started\"",
                        "\"files\"");
    }

    @Test
    void digestLeavesOutTimesAndCiphertext() {
        Manifest later = new Manifest(
                "b1",
                MANIFEST.stage(),
                FACTS,
                List.of(new StoredFile("steps/subject=_build/q.parquet", 8, "bb")),
                Instant.EPOCH,
                Instant.EPOCH);
        assertThat(later.digest()).isEqualTo(MANIFEST.digest());
        assertThat(later.sealDigest()).isNotEqualTo(MANIFEST.sealDigest());
    }

    @Test
    void digestCoversEveryFact() {
        StageFacts counts = StageFacts.of("1n", Map.of("steps.out", 12L), FACTS.violations(), "c0");
        StageFacts violations = StageFacts.of("1n", FACTS.counts(), Map.of(), "c0");
        StageFacts content = StageFacts.of("1n", FACTS.counts(), FACTS.violations(), "c1");
        StageFacts inputs = StageFacts.of("2n", FACTS.counts(), FACTS.violations(), "c0");
        assertThat(List.of(counts, violations, content, inputs))
                .allSatisfy(facts -> assertThat(with("b1", facts).digest()).isNotEqualTo(MANIFEST.digest()));
        assertThat(with("b2", FACTS).digest()).isNotEqualTo(MANIFEST.digest());
    }

    @Test
    void anEditShows() {
        String text = new String(ManifestJson.write(MANIFEST), StandardCharsets.UTF_8);
        for (String edited : List.of(
                text.replace("\"steps.out\" : 12", "\"steps.out\" : 13"),
                text.replace("\"sha256\" : \"aa\"", "\"sha256\" : \"ab\""),
                text.replace("\"recordings.in\" : 3,", ""),
                text.replace("OFF_SCREEN", "OF_SCREEN"),
                text.substring(0, text.length() / 2),
                "")) {
            assertThatThrownBy(() -> ManifestJson.read(edited.getBytes(StandardCharsets.UTF_8), "here"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("Cannot read manifest here");
        }
    }

    @Test
    void anotherFormatIsNamed() {
        assertThatThrownBy(
                        () -> ManifestJson.read("{\"format\":\"scrim-stage/9\"}".getBytes(StandardCharsets.UTF_8), "x"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("scrim-stage/1");
    }

    private static Manifest with(String build, StageFacts facts) {
        return new Manifest(build, MANIFEST.stage(), facts, MANIFEST.files(), MANIFEST.started(), MANIFEST.finished());
    }
}
