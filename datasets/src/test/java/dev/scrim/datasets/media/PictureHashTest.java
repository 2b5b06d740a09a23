package dev.scrim.datasets.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Pixels;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PictureHashTest {
    /** Gray rectangles at seeded places, as a screen has windows and blocks of text. */
    private static byte[] screen(long seed, int w, int h) {
        Random random = new Random(seed);
        byte[] bgr = new byte[w * h * 3];
        java.util.Arrays.fill(bgr, (byte) 240);
        for (int i = 0; i < 40; i++) {
            int x = random.nextInt(w - 40);
            int y = random.nextInt(h - 30);
            fill(bgr, w, x, y, 20 + random.nextInt(w - x - 20), 10 + random.nextInt(h - y - 10), random.nextInt(256));
        }
        return bgr;
    }

    private static void fill(byte[] bgr, int w, int x, int y, int width, int height, int gray) {
        for (int row = y; row < y + height; row++) {
            java.util.Arrays.fill(bgr, (row * w + x) * 3, (row * w + x + width) * 3, (byte) gray);
        }
    }

    private static PictureHash hash(byte[] bgr, int w, int h) {
        return PictureHash.of(Pixels.copyOf(w, h, bgr));
    }

    @Test
    void aCaretOrAPointerChangesNextToNothing() {
        for (int seed = 0; seed < 20; seed++) {
            byte[] page = screen(seed, 640, 400);
            PictureHash before = hash(page, 640, 400);
            fill(page, 640, 300, 200, 12, 19, 0);
            assertThat(hash(page, 640, 400).distance(before))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(3);
        }
    }

    @Test
    void otherScreensAreFarApart() {
        PictureHash first = hash(screen(0, 640, 400), 640, 400);
        for (int seed = 1; seed < 30; seed++) {
            assertThat(hash(screen(seed, 640, 400), 640, 400).distance(first))
                    .as("seed %d", seed)
                    .isGreaterThan(8);
        }
    }

    /** Light grows to the right and downwards: every cell is darker than the next. */
    @Test
    void bitsSayWhereItGetsLighter() {
        byte[] bgr = new byte[90 * 90 * 3];
        for (int y = 0; y < 90; y++) {
            for (int x = 0; x < 90; x++) {
                fill(bgr, 90, x, y, 1, 1, x + y);
            }
        }
        assertThat(hash(bgr, 90, 90)).isEqualTo(new PictureHash(-1, -1));
        java.util.Arrays.fill(bgr, (byte) 7);
        assertThat(hash(bgr, 90, 90)).isEqualTo(new PictureHash(0, 0));
        assertThat(new PictureHash(0, 0).distance(new PictureHash(1, 7))).isEqualTo(3);
    }

    @Test
    void pixelsOfOneRowOrColumnAreAPicture() {
        assertThat(hash(new byte[3], 1, 1)).isEqualTo(new PictureHash(0, 0));
        assertThat(hash(new byte[30], 10, 1)).isEqualTo(new PictureHash(0, 0));
    }
}
