package dev.scrim.featurizers.moment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.Point;
import dev.scrim.featurizers.moment.EffectCheck.Verdict;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EffectCheckTest {
    private static final int WIDTH = 400;
    private static final int HEIGHT = 300;
    private static final Point AT = new Point(200, 150);
    private static final Box MENU = new Box(200, 150, 90, 50);
    /** Coding noise of a video at common quality. */
    private static final int NOISE = 10;

    private final Random random = new Random(7);

    /** A light desktop with noise, and a darker box on it that is as far faded in as {@code share} says. */
    private Pixels frame(Box box, double share) {
        byte[] bgr = new byte[WIDTH * HEIGHT * 3];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int level = box.contains(x, y) ? (int) (220 - 140 * share) : 220;
                int noisy = level + random.nextInt(2 * NOISE + 1) - NOISE;
                for (int c = 0; c < 3; c++) {
                    bgr[(y * WIDTH + x) * 3 + c] = (byte) noisy;
                }
            }
        }
        return Pixels.adopt(WIDTH, HEIGHT, bgr);
    }

    private static Neighbourhood near(Pixels frame) {
        return Neighbourhood.of(frame, AT).orElseThrow();
    }

    private Verdict judge(double shownBefore) {
        return EffectCheck.judge(near(frame(MENU, 0)), near(frame(MENU, shownBefore)), near(frame(MENU, 1)));
    }

    @Test
    void anOpenMenuInTheFrameBeforeIsShown() {
        assertThat(judge(1)).isEqualTo(Verdict.SHOWN);
    }

    @Test
    void aFrameBeforeTheMenuIsClean() {
        assertThat(judge(0)).isEqualTo(Verdict.NOT_YET);
    }

    @Test
    void aMenuThatFadesInIsPartlyThere() {
        assertThat(judge(0.7)).isEqualTo(Verdict.PARTLY);
    }

    @Test
    void noiseAndThePointersPictureAreNoEffect() {
        Box pointer = new Box(200, 150, 14, 22);
        assertThat(EffectCheck.judge(near(frame(pointer, 0)), near(frame(pointer, 1)), near(frame(pointer, 1))))
                .isEqualTo(Verdict.NO_EFFECT);
    }

    @Test
    void anotherActionsLateEffectIsNotTheSteps() {
        Box panel = new Box(110, 100, 180, 100);
        assertThat(EffectCheck.judge(near(frame(panel, 0)), near(frame(panel, 0.4)), near(frame(MENU, 1))))
                .isNotEqualTo(Verdict.SHOWN);
    }

    @Test
    void aPlaceAtTheRimHasASmallerNeighbourhoodAndOneOutsideHasNone() {
        Pixels frame = frame(MENU, 0);
        assertThat(Neighbourhood.of(frame, new Point(0, 0)).orElseThrow().pixels())
                .isEqualTo(110 * 60);
        assertThat(Neighbourhood.of(frame, new Point(4_000, 10))).isEmpty();
        assertThat(EffectCheck.judge(
                        near(frame),
                        near(frame),
                        Neighbourhood.of(frame, new Point(0, 0)).orElseThrow()))
                .isEqualTo(Verdict.NO_EFFECT);
    }
}
