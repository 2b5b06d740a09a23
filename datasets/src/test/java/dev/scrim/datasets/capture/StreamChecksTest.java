package dev.scrim.datasets.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.MouseEvent;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.Viewport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamChecksTest {
    private final List<Violation> violations = new ArrayList<>();
    private final StreamChecks checks =
            new StreamChecks("rec", new Viewport(100, 50, 1), StreamChecks.DEFAULT_TOLERANCE_US, violations::add);
    private long ordinal;

    private void move(long tUs, double x, double y) {
        checks.accept(new MouseEvent(tUs, ordinal++, MouseEvent.Kind.MOVE, new Point(x, y), Optional.empty(), 0, 0));
    }

    private List<String> told() {
        return violations.stream().map(v -> v.code() + " " + v.location()).toList();
    }

    @Test
    void theToleranceIsFiftyMilliseconds() {
        assertThat(StreamChecks.DEFAULT_TOLERANCE_US).isEqualTo(50_000);
    }

    @Test
    void equalAndRisingTimesAreSound() {
        move(0, 0, 0);
        move(0, 99.9, 49.9);
        move(5, 1, 1);

        assertThat(violations).isEmpty();
    }

    @Test
    void aSmallStepBackIsOutOfOrderAndALargeOneAJump() {
        move(100_000, 1, 1);
        move(50_000, 1, 1);
        move(99_999, 1, 1);
        move(49_999, 1, 1);
        move(1, 1, 1);
        move(100_001, 1, 1);

        assertThat(told())
                .containsExactly("EVENT_OUT_OF_ORDER mouse:2", "EVENT_OUT_OF_ORDER mouse:3", "CLOCK_BACKWARDS mouse:4");
    }

    @Test
    void slowStepsBackAddUpToAJump() {
        for (int i = 0; i < 4; i++) {
            move(100_000 - 20_000 * i, 1, 1);
        }

        assertThat(told()).last().isEqualTo("CLOCK_BACKWARDS mouse:4");
    }

    @Test
    void aPointerOffTheScreenIsWarnedOf() {
        move(0, 100, 10);
        move(1, 10, -0.5);

        assertThat(told()).containsExactly("OFF_SCREEN mouse:1", "OFF_SCREEN mouse:2");
        assertThat(violations).allMatch(v -> v.code().severity() == ViolationCode.Severity.WARNING);
    }

    @Test
    void everyClaimantOfADuplicateIdIsNamed() {
        assertThat(DuplicateIds.find(List.of(
                        new DuplicateIds.Claim(9, new RecordingId("b")),
                        new DuplicateIds.Claim(2, new RecordingId("a")),
                        new DuplicateIds.Claim(1, new RecordingId("b")),
                        new DuplicateIds.Claim(3, new RecordingId("c")))))
                .extracting(v -> v.code() + " " + v.recording() + " " + v.location())
                .containsExactly("DUPLICATE_ID b folder-1", "DUPLICATE_ID b folder-9");
        assertThat(DuplicateIds.find(List.of())).isEmpty();
    }
}
