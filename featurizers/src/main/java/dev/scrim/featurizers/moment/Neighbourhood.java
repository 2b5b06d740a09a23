package dev.scrim.featurizers.moment;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.Point;
import java.util.Optional;

/** The gray levels around a place of one frame: all that {@link EffectCheck} needs of it, at most 26 KB. Immutable. */
public final class Neighbourhood {
    private static final int WIDTH_PX = 220;
    private static final int HEIGHT_PX = 120;

    private final int width;
    private final byte[] gray;

    private Neighbourhood(int width, byte[] gray) {
        this.width = width;
        this.gray = gray;
    }

    /** 220x120 pixels with {@code at} in their middle, cut at the frame's rim; empty where nothing is left of them. */
    public static Optional<Neighbourhood> of(Pixels frame, Point at) {
        Box in = new Box((int) at.x() - WIDTH_PX / 2, (int) at.y() - HEIGHT_PX / 2, WIDTH_PX, HEIGHT_PX)
                .clip(frame.width(), frame.height());
        if (in.isEmpty()) {
            return Optional.empty();
        }
        byte[] gray = new byte[in.w() * in.h()];
        int i = 0;
        for (int y = in.y(); y < in.bottom(); y++) {
            for (int x = in.x(); x < in.right(); x++) {
                gray[i++] = (byte) frame.gray(x, y);
            }
        }
        return Optional.of(new Neighbourhood(in.w(), gray));
    }

    int pixels() {
        return gray.length;
    }

    /** Gray level 0 to 255, row by row. */
    int gray(int i) {
        return gray[i] & 255;
    }

    boolean sameShape(Neighbourhood other) {
        return width == other.width && gray.length == other.gray.length;
    }
}
