package dev.scrim.redaction.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChangedRegionsTest {
    private static final int W = 400;
    private static final int H = 300;

    @Test
    void equalPicturesHaveNoChangedRegion() {
        assertThat(ChangedRegions.between(page(), page(), 20, 10)).isEmpty();
    }

    @Test
    void aPictureOfAnotherSizeHasChangedWhole() {
        Pixels smaller = Pixels.copyOf(W / 2, H, new byte[W / 2 * H * 3]);
        assertThat(ChangedRegions.between(smaller, page(), 20, 10)).containsExactly(new Box(0, 0, W, H));
    }

    @Test
    void oneChangedPixelGivesOneRegionWithItsMargins() {
        List<Box> regions = ChangedRegions.between(page(), with(200, 150), 20, 10);
        assertThat(regions).hasSize(1);
        assertThat(regions.get(0).contains(new Box(180, 140, 41, 21))).isTrue();
        assertThat(regions.get(0).w()).isEqualTo(41);
    }

    @Test
    void changesFarApartAreReadApart() {
        byte[] bgr = new byte[W * H * 3];
        bgr[(10 * W + 10) * 3] = 1;
        bgr[(280 * W + 390) * 3] = 1;
        List<Box> regions = ChangedRegions.between(page(), Pixels.adopt(W, H, bgr), 20, 10);
        assertThat(regions).hasSize(2);
        assertThat(regions.get(0).intersects(regions.get(1))).isFalse();
    }

    @Test
    void everyChangedPixelIsInsideSomeRegionAndEveryRegionInsideThePicture() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            byte[] bgr = new byte[W * H * 3];
            int[][] changed = new int[1 + random.nextInt(12)][];
            for (int i = 0; i < changed.length; i++) {
                changed[i] = new int[] {random.nextInt(W), random.nextInt(H)};
                bgr[(changed[i][1] * W + changed[i][0]) * 3 + random.nextInt(3)] = 9;
            }
            List<Box> regions = ChangedRegions.between(page(), Pixels.adopt(W, H, bgr), 5, 5);
            for (int[] at : changed) {
                assertThat(regions).anyMatch(r -> r.contains(at[0], at[1]));
            }
            assertThat(regions).allMatch(r -> new Box(0, 0, W, H).contains(r));
        }
    }

    private static Pixels page() {
        return Pixels.adopt(W, H, new byte[W * H * 3]);
    }

    private static Pixels with(int x, int y) {
        byte[] bgr = new byte[W * H * 3];
        bgr[(y * W + x) * 3 + 1] = 1;
        return Pixels.adopt(W, H, bgr);
    }
}
