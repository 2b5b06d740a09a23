package dev.scrim.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Pixels;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BoxPictureTest {
    private static final int WIDTH = 400;
    private static final int HEIGHT = 300;

    private static Pixels flat() {
        byte[] bgr = new byte[WIDTH * HEIGHT * 3];
        java.util.Arrays.fill(bgr, (byte) 200);
        return Pixels.adopt(WIDTH, HEIGHT, bgr);
    }

    private static Explanation.Painted painted(int number, Box box, boolean own) {
        return new Explanation.Painted(
                number,
                box,
                Category.CHAT,
                "MESSAGE",
                List.of(new Explanation.Cause(
                        Category.CHAT, "MESSAGE", "a.rule", Optional.empty(), 1, 1, own, Optional.empty())),
                Optional.empty());
    }

    private static int changed(Pixels a, Pixels b, Box where) {
        int n = 0;
        for (int y = where.y(); y < where.bottom(); y++) {
            for (int x = where.x(); x < where.right(); x++) {
                n += a.gray(x, y) == b.gray(x, y) ? 0 : 1;
            }
        }
        return n;
    }

    @Test
    void aBoxIsOutlinedAndNumberedOutsideAndUntouchedInside() {
        Box box = new Box(150, 100, 60, 30);
        Pixels after = BoxPicture.draw(flat(), List.of(painted(1, box, true)));

        assertThat(changed(flat(), after, box.grow(-2, -2))).isZero();
        assertThat(changed(flat(), after, new Box(box.x(), box.y() - 3, box.w(), 3)))
                .isEqualTo(3 * box.w());
        assertThat(changed(flat(), after, new Box(box.x() - 25, box.y(), 20, box.h())))
                .isGreaterThan(100);
        assertThat(changed(flat(), after, new Box(0, 200, WIDTH, 100))).isZero();
    }

    @Test
    void whatWasCarriedThereIsDashed() {
        Box box = new Box(100, 100, 200, 60);
        Pixels own = BoxPicture.draw(flat(), List.of(painted(1, box, true)));
        Pixels carried = BoxPicture.draw(flat(), List.of(painted(1, box, false)));

        assertThat(changed(own, carried, new Box(100, 97, 200, 3))).isBetween(60, 400);
    }

    @Test
    void boxesAtEveryEdgeAndInACrowdAreDrawnOnThePicture() {
        Random random = new Random(9);
        for (int round = 0; round < 20; round++) {
            List<Explanation.Painted> crowd = new ArrayList<>();
            for (int i = 1; i <= 40; i++) {
                int w = 1 + random.nextInt(WIDTH);
                int h = 1 + random.nextInt(HEIGHT);
                Box box = new Box(random.nextInt(WIDTH - w + 1), random.nextInt(HEIGHT - h + 1), w, h);
                crowd.add(painted(i, box, random.nextBoolean()));
            }
            Pixels after = BoxPicture.draw(flat(), crowd);
            assertThat(after.width()).isEqualTo(WIDTH);
            assertThat(after.height()).isEqualTo(HEIGHT);
        }
    }

    @Test
    void everyDigitLooksDifferentAndStaysInItsPlace() {
        Set<List<Integer>> shapes = new HashSet<>();
        for (int digit = 0; digit <= 9; digit++) {
            BufferedImage image = new BufferedImage(40, 60, BufferedImage.TYPE_BYTE_GRAY);
            Graphics2D g = image.createGraphics();
            g.setColor(Color.WHITE);
            Digits.draw(g, digit, 10, 10, 40);
            g.dispose();
            List<Integer> pixels = new ArrayList<>();
            int ink = 0;
            for (int y = 0; y < 60; y++) {
                for (int x = 0; x < 40; x++) {
                    int v = image.getRaster().getSample(x, y, 0);
                    pixels.add(v);
                    ink += v > 0 ? 1 : 0;
                    assertThat(v == 0 || (x >= 4 && x < 40 && y >= 4 && y < 56))
                            .as(digit + " at " + x + "," + y)
                            .isTrue();
                }
            }
            assertThat(ink).as("digit " + digit).isGreaterThan(100);
            shapes.add(pixels);
        }
        assertThat(shapes).hasSize(10);
        assertThat(Digits.width(12, 10)).isGreaterThan(Digits.width(7, 10) * 2);
    }
}
