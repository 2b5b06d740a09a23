package dev.scrim.redaction.detect.badge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.redaction.detect.Detector;
import dev.scrim.redaction.detect.Detectors;
import dev.scrim.redaction.detect.Span;
import dev.scrim.redaction.detect.TextUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadgeDetectorTest {
    private final Detector detector = new BadgeDetector();

    /** 1 * 4 + 2 * 0 + 3 * 7 + 4 * 1 + 5 * 2 = 39. */
    @Test
    void aBadgeIsFoundByItsLettersOrItsLabel() {
        assertThat(detector.detect(TextUnit.of("door opened by HX-407129 at noon")))
                .singleElement()
                .satisfies(s -> assertThat(s.rule()).isEqualTo("badge.marked"))
                .satisfies(s -> assertThat(List.of(s.start(), s.end())).containsExactly(15, 24));
        assertThat(detector.detect(TextUnit.labelled("Badge no.", "407129")))
                .extracting(Span::rule)
                .containsExactly("badge.labelled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"407129", "HX-407128", "AHX-407129", "HX-4071290", "HX 407129", "article 407129"})
    void whatOnlyLooksLikeOneIsLeft(String text) {
        assertThat(detector.detect(TextUnit.of(text))).isEmpty();
    }

    @Test
    void besideTheOthersItIsOneOfThem() {
        List<Detector> all = new ArrayList<>(Detectors.standard());
        all.add(detector);
        assertThat(Detectors.detect(all, TextUnit.of("mail ann@example.org, HX-407129")))
                .extracting(Span::rule)
                .anyMatch(r -> r.startsWith("contact."))
                .contains("badge.marked");
    }
}
