package dev.scrim.redaction.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.Pixels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskFitterTest {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 100;
    private final byte[] bgr = new byte[WIDTH * HEIGHT * 3];

    MaskFitterTest() {
        Arrays.fill(bgr, (byte) 240);
    }

    @Test
    void aValueThatFillsABorderedButtonTakesTheWholeButton() {
        frame(new Box(40, 30, 100, 30), 200);
        assertThat(fit(new Box(50, 38, 80, 14)).contains(new Box(40, 30, 100, 30)))
                .isTrue();
    }

    @Test
    void aFieldOfAnotherColourIsAControlToo() {
        fill(new Box(40, 30, 100, 30), 220);
        assertThat(fit(new Box(50, 38, 80, 14)).contains(new Box(40, 30, 100, 30)))
                .isTrue();
    }

    @Test
    void aBorderFarToTheSideBelongsToAPaneAndIsLeftAlone() {
        frame(new Box(2, 30, 190, 30), 200);
        Box fitted = fit(new Box(60, 38, 50, 14));
        assertThat(fitted.x()).isEqualTo(60);
        assertThat(fitted.right()).isEqualTo(110);
    }

    @Test
    void aLineUnderAValueIsCoveredWithIt() {
        fill(new Box(0, 55, WIDTH, 1), 100);
        assertThat(fit(new Box(50, 38, 80, 14)).bottom()).isBetween(56, 60);
    }

    @Test
    void aRuleFurtherDownPartsRowsAndIsNoControl() {
        fill(new Box(0, 62, WIDTH, 1), 100);
        Box box = new Box(50, 38, 80, 14);
        assertThat(fit(box)).isEqualTo(box);
    }

    @Test
    void lettersThatTheBoxCutsAreCoveredToTheirEnds() {
        fill(new Box(70, 30, 3, 26), 20);
        Box fitted = fit(new Box(50, 33, 80, 20));
        assertThat(fitted.y()).isLessThanOrEqualTo(30);
        assertThat(fitted.bottom()).isGreaterThanOrEqualTo(56);
    }

    @Test
    void aMaskAtTheScreensEdgeStaysInside() {
        frame(new Box(0, 0, 60, 20), 100);
        Box fitted = fit(new Box(3, 3, 50, 12));
        assertThat(fitted.x()).isNotNegative();
        assertThat(fitted.y()).isNotNegative();
    }

    private Box fit(Box box) {
        Mask mask = new Mask(0, box, Category.CONTACT, "EMAIL");
        return MaskFitter.fit(Pixels.copyOf(WIDTH, HEIGHT, bgr), List.of(mask))
                .get(0)
                .box();
    }

    private void frame(Box box, int gray) {
        fill(new Box(box.x(), box.y(), box.w(), 1), gray);
        fill(new Box(box.x(), box.bottom() - 1, box.w(), 1), gray);
        fill(new Box(box.x(), box.y(), 1, box.h()), gray);
        fill(new Box(box.right() - 1, box.y(), 1, box.h()), gray);
    }

    private void fill(Box box, int gray) {
        for (int y = box.y(); y < box.bottom(); y++) {
            Arrays.fill(bgr, (y * WIDTH + box.x()) * 3, (y * WIDTH + box.right()) * 3, (byte) gray);
        }
    }
}
