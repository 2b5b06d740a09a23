package dev.scrim.redaction.policy;

import static dev.scrim.redaction.Screens.line;
import static dev.scrim.redaction.Screens.segment;
import static dev.scrim.redaction.Screens.view;
import static dev.scrim.redaction.Screens.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.SegmentView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyTest {
    private static final Box BOUNDS = new Box(50, 40, 700, 500);
    private static final SegmentView SEGMENT = segment(List.of(view(
            10,
            window(1, "app", "A", BOUNDS),
            line(100, 100, "first line of a note"),
            line(100, 118, "second line of a note"),
            line(100, 400, "far away"))));
    private static final Finding FINDING = new Finding(
            "s",
            Category.MEDICAL,
            "NOTE",
            "note",
            1f,
            "r",
            new Finding.OnScreen(10, List.of(new Box(100, 100, 40, 14)), Optional.empty()));

    private static Verdict apply(Decision decision) {
        return new PolicyEngine(new RedactionPolicy(Map.of(Category.MEDICAL, decision)))
                .apply(SEGMENT, List.of(FINDING));
    }

    @Test
    void spansAreMaskedWithAtLeastThreePixelsAround() {
        Box box = apply(Decision.MASK_SPANS).masks(10).get(0).box();
        assertThat(box.contains(new Box(97, 97, 46, 20))).isTrue();
        assertThat(box.w()).isLessThan(70);
    }

    @Test
    void blocksCoverTheirNeighbourLinesAndPanesTheWindow() {
        Box block = apply(Decision.MASK_BLOCK).masks(10).get(0).box();
        assertThat(block.contains(new Box(100, 100, 160, 32))).isTrue();
        assertThat(block.bottom()).isLessThan(200);
        assertThat(apply(Decision.MASK_PANE).masks(10).get(0).box().contains(BOUNDS))
                .isTrue();
    }

    @Test
    void framesAndTrajectoriesAreDropped() {
        assertThat(apply(Decision.DROP_FRAME).droppedFrames()).containsExactly(10L);
        assertThat(apply(Decision.DROP_TRAJECTORY).droppedFor()).contains(Category.MEDICAL);
        assertThat(apply(Decision.KEEP).masks(10)).isEmpty();
    }

    @Test
    void nothingIsKeptByOmission() {
        RedactionPolicy policy = new RedactionPolicy(Map.of());
        for (Category c : Category.values()) {
            assertThat(policy.decide(c)).isEqualTo(Decision.MASK_SPANS);
        }
    }
}
