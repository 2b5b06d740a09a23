package dev.scrim.jobs.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.PageReader;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.featurizers.reading.ReadingSettings;
import dev.scrim.redaction.verify.onnx.OnnxPageReader;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CanaryTest {
    private static final String SEED = "0123456789abcdef";

    @BeforeAll
    static void withoutADisplay() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void theSameBuildDrawsTheSameScreensAndAnotherBuildDrawsOthers() {
        assertThat(Canaries.drawAll(SEED)).isEqualTo(Canaries.drawAll(SEED));
        Set<String> mine = planted(SEED);
        assertThat(planted("fedcba9876543210")).doesNotContainAnyElementsOf(numbers(mine));
    }

    @Test
    void everyGroupIsPlantedAndEveryPlantedTextHasInkOfItsOwn() {
        Set<CanaryGroup> groups = EnumSet.noneOf(CanaryGroup.class);
        for (CanaryScreen screen : Canaries.drawAll(SEED)) {
            for (CanaryScreen.Planted p : screen.planted()) {
                groups.add(p.group());
                assertThat(p.ink().h()).as(screen.title()).isBetween(5, 40);
                assertThat(p.ink().right())
                        .as(screen.title())
                        .isLessThan(screen.pixels().width() - 4);
                assertThat(Ink.covered(screen.pixels(), screen.pixels(), p.ink()))
                        .isLessThan(0.5);
            }
        }
        assertThat(groups).containsExactlyInAnyOrder(CanaryGroup.values());
    }

    @Test
    void aWorkingRedactionPasses() {
        CanaryResult result = fly(CanaryChain.Redactor.standard());
        assertThat(result.faults()).isEmpty();
        assertThat(result.recall(CanaryGroup.STRUCTURED)).isGreaterThanOrEqualTo(0.9);
        assertThat(result.sight()).isGreaterThanOrEqualTo(0.9);
        assertThat(result.safeCovered()).isLessThan(result.safe() / 4);
        assertThat(result.screens()).isEqualTo(Canaries.count());
    }

    @Test
    void aRedactionThatDoesNothingIsRefusedEvenThoughTheSecondLookClosesSome() {
        CanaryResult result = fly(segment -> new CanaryChain.Redaction(List.of(), List.of()));
        assertThat(result.covered()).isEmpty();
        assertThatThrownBy(() -> CanaryRun.judge(result))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("CANARY_MISSED, redaction alone covers 0 of ")
                .hasMessageContaining("redaction is not working here");
    }

    @Test
    void aSecondLookThatSeesNothingIsRefused() {
        CanaryResult result;
        try (PageReader blind = new Blind()) {
            CanaryChain chain = new CanaryChain(ReadingSettings.defaults(), CanaryChain.Redactor.standard(), blind);
            result = chain.run(table());
        }
        assertThat(result.sight()).isZero();
        assertThat(result.faults()).anyMatch(f -> f.startsWith("the second look sees 0 of "));
    }

    @Test
    void noCanariesProveNothing() {
        assertThatThrownBy(() -> CanaryRun.judge(CanaryResult.none())).isInstanceOf(UserError.class);
    }

    private static CanaryScreen table() {
        return Canaries.drawAll(SEED).stream()
                .filter(s -> s.app().equals("Sheets"))
                .findFirst()
                .orElseThrow();
    }

    private static CanaryResult fly(CanaryChain.Redactor redactor) {
        CanaryResult sum = CanaryResult.none();
        try (PageReader eyes = new OnnxPageReader()) {
            CanaryChain chain = new CanaryChain(ReadingSettings.defaults(), redactor, eyes);
            for (CanaryScreen screen : Canaries.drawAll(SEED)) {
                sum = sum.plus(chain.run(screen));
            }
        }
        return sum;
    }

    private static Set<String> planted(String seed) {
        return Canaries.drawAll(seed).stream()
                .flatMap(s -> s.planted().stream())
                .map(CanaryScreen.Planted::text)
                .collect(Collectors.toSet());
    }

    private static List<String> numbers(Set<String> texts) {
        return texts.stream()
                .filter(t -> t.chars().filter(Character::isDigit).count() > 7)
                .toList();
    }

    private static final class Blind implements PageReader {
        @Override
        public List<PlacedLine> read(Pixels page) {
            return List.of();
        }

        @Override
        public String describe() {
            return "blind";
        }

        @Override
        public void close() {}
    }
}
