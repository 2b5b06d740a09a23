package dev.scrim.redaction.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.Pixels;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChangedTilesTest {
    private static final int W = 300;
    private static final int H = 200;

    private final ChangedTiles tiles = new ChangedTiles();

    @Test
    void theFirstScreenAndAnotherSizeAreAllNew() {
        assertThat(tiles.update(gray(W, H, 9), List.of()).open()).containsExactly(new Box(0, 0, W, H));
        assertThat(tiles.update(gray(W, H, 9), List.of()).open()).isEmpty();
        assertThat(tiles.update(gray(H, W, 9), List.of()).open()).containsExactly(new Box(0, 0, H, W));
    }

    @Test
    void everyChangedPixelIsInside() {
        Random random = new Random(3);
        byte[] bgr = gray(W, H, 100).toBgr();
        tiles.update(Pixels.copyOf(W, H, bgr), List.of());
        for (int round = 0; round < 60; round++) {
            int x = random.nextInt(W);
            int y = random.nextInt(H);
            bgr[(y * W + x) * 3 + random.nextInt(3)] += 13;
            List<Box> open = tiles.update(Pixels.copyOf(W, H, bgr), List.of()).open();
            assertThat(open).hasSize(1).allMatch(b -> b.contains(x, y) && b.area() <= 32 * 32);
        }
    }

    @Test
    void aSlowFadeAddsUpAgainstWhatWasReadLast() {
        tiles.update(gray(W, H, 100), List.of());
        assertThat(tiles.update(gray(W, H, 106), List.of()).open()).isEmpty();
        assertThat(tiles.update(gray(W, H, 112), List.of()).open()).isEmpty();
        assertThat(tiles.update(gray(W, H, 113), List.of()).open()).isNotEmpty();
        assertThat(tiles.update(gray(W, H, 120), List.of()).open()).isEmpty();
    }

    @Test
    void whatChangesUnderAMaskIsSaidButNotOpen() {
        Box under = new Box(64, 64, 40, 20);
        tiles.update(gray(W, H, 100), List.of());
        byte[] bgr = gray(W, H, 100).toBgr();
        for (int y = under.y(); y < under.bottom(); y++) {
            Arrays.fill(bgr, (y * W + under.x()) * 3, (y * W + under.right()) * 3, (byte) 30);
        }
        ChangedTiles.Changes changes =
                tiles.update(Pixels.copyOf(W, H, bgr), List.of(new Mask(1, under, Category.TAX, "SSN")));
        assertThat(changes.open()).isEmpty();
        assertThat(changes.all()).anyMatch(under::intersects);
    }

    @Test
    void changesFarApartAreReadApartAndThoseThatMeetAreOne() {
        byte[] bgr = gray(W, H, 100).toBgr();
        tiles.update(Pixels.copyOf(W, H, bgr), List.of());
        bgr[0] = 0;
        bgr[(W - 1) * 3] = 0;
        assertThat(tiles.update(Pixels.copyOf(W, H, bgr), List.of()).open()).hasSize(2);
        assertThat(ChangedTiles.merged(List.of(new Box(0, 0, 10, 10), new Box(50, 0, 5, 5), new Box(8, 8, 10, 10))))
                .containsExactly(new Box(0, 0, 18, 18), new Box(50, 0, 5, 5));
    }

    private static Pixels gray(int w, int h, int level) {
        byte[] bgr = new byte[w * h * 3];
        Arrays.fill(bgr, (byte) level);
        return Pixels.copyOf(w, h, bgr);
    }
}
