package dev.scrim.redaction.mask;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.Pixels;
import java.util.List;

/**
 * Paints masks over: one opaque flat colour for each category, so that nothing of what was there can be inferred from
 * the fill. Masks come padded; nothing outside them changes. Thread-safe.
 */
public final class FramePainter {
    private FramePainter() {}

    /** A picture with all {@code masks} painted; masks that lie partly outside are cut. */
    public static Pixels paint(Pixels picture, List<Mask> masks) {
        if (masks.isEmpty()) {
            return picture;
        }
        byte[] bgr = picture.toBgr();
        for (Mask mask : masks) {
            fill(bgr, picture.width(), mask.box().clip(picture.width(), picture.height()), colour(mask.category()));
        }
        return Pixels.adopt(picture.width(), picture.height(), bgr);
    }

    /** The fill of a category as {@code 0xRRGGBB}: muted mid tones, which differ from both paper white and dark themes. */
    public static int colour(Category category) {
        return switch (category) {
            case TAX -> 0x7A7058;
            case MEDICAL -> 0x5A7A72;
            case CHAT -> 0x5F6E86;
            case AI_PROMPT -> 0x6B6486;
            case CREDENTIAL -> 0x86605F;
            case FINANCE -> 0x6F7A58;
            case HR -> 0x7A6A7A;
            case CONTACT -> 0x587A86;
            case PERSON -> 0x74747A;
            case PICTURE -> 0x806E58;
            case UNREADABLE -> 0x6E6E6E;
        };
    }

    private static void fill(byte[] bgr, int width, Box box, int rgb) {
        for (int y = box.y(); y < box.bottom(); y++) {
            int at = (y * width + box.x()) * 3;
            for (int x = 0; x < box.w(); x++) {
                bgr[at++] = (byte) rgb;
                bgr[at++] = (byte) (rgb >> 8);
                bgr[at++] = (byte) (rgb >> 16);
            }
        }
    }
}
