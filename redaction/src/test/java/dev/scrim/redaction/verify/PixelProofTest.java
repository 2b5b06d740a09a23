package dev.scrim.redaction.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.Pixels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PixelProofTest {
    private static final int W = 60;
    private static final int H = 40;
    private static final Box BOX = new Box(10, 10, 20, 10);
    private static final Mask MASK = new Mask(1, BOX, Category.TAX, "SSN");

    private final byte[] recorded = recorded();

    @Test
    void aPaintedMaskIsProvenAndTheRestIsKept() {
        RedactedFrame frame = frame(painted(BOX, 90), MASK);
        assertThat(PixelProof.unproven(frame)).isEmpty();
        assertThat(PixelProof.keepsTheRest(frame)).isTrue();
    }

    @Test
    void onePixelOfInkUnprovesAMask() {
        byte[] bgr = painted(BOX, 90);
        bgr[((BOX.y() + 4) * W + BOX.x() + 7) * 3] ^= 1;
        assertThat(PixelProof.unproven(frame(bgr, MASK))).containsExactly(MASK);
    }

    @Test
    void writingInTwoColoursUnderTwoUnpaintedMasksIsNotTakenForTheirFills() {
        byte[] bgr = recorded.clone();
        for (int y = BOX.y(); y < BOX.bottom(); y++) {
            for (int x = BOX.x(); x < BOX.right(); x++) {
                for (int c = 0; c < 3; c++) {
                    bgr[(y * W + x) * 3 + c] = (byte) (x % 3 == 0 ? 0 : 255);
                }
            }
        }
        Mask other = new Mask(1, BOX.shift(2, 2), Category.CHAT, "MESSAGE");
        Pixels same = Pixels.copyOf(W, H, bgr);
        assertThat(PixelProof.unproven(new RedactedFrame(1, same, List.of(MASK, other), Optional.of(same))))
                .contains(MASK);
    }

    @Test
    void onePixelThatChangedOutsideIsSeen() {
        byte[] bgr = painted(BOX, 90);
        bgr[(BOX.y() * W + BOX.right()) * 3 + 2] ^= 1;
        assertThat(PixelProof.keepsTheRest(frame(bgr, MASK))).isFalse();
    }

    @Test
    void aFrameOfAnotherSizeIsNotTheRecordedOne() {
        RedactedFrame frame = new RedactedFrame(
                1, Pixels.copyOf(H, W, new byte[W * H * 3]), List.of(), Optional.of(Pixels.copyOf(W, H, recorded)));
        assertThat(PixelProof.keepsTheRest(frame)).isFalse();
    }

    private RedactedFrame frame(byte[] bgr, Mask... masks) {
        return new RedactedFrame(
                1, Pixels.copyOf(W, H, bgr), List.of(masks), Optional.of(Pixels.copyOf(W, H, recorded)));
    }

    private byte[] painted(Box box, int level) {
        byte[] bgr = recorded.clone();
        for (int y = box.y(); y < box.bottom(); y++) {
            Arrays.fill(bgr, (y * W + box.x()) * 3, (y * W + box.right()) * 3, (byte) level);
        }
        return bgr;
    }

    private static byte[] recorded() {
        byte[] bgr = new byte[W * H * 3];
        new Random(4).nextBytes(bgr);
        return bgr;
    }
}
