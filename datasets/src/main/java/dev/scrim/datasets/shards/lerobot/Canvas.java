package dev.scrim.datasets.shards.lerobot;

import dev.scrim.datasets.media.VideoEncoder;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.shards.Coordinates;
import dev.scrim.datasets.shards.ExportOptions;

/**
 * The one frame size of a dataset. LeRobot asks each episode for every video of the dataset and stacks frames of many
 * episodes, so neither a video for each screen size nor a size for each episode can be read; and shards are written
 * apart, so the size can depend on the options alone: 16:9, as wide as the longest side asked for, 1920 where none is.
 * A picture that is larger is scaled down, none is scaled up, and around it is black.
 *
 * @param widthPx even
 * @param heightPx even
 */
record Canvas(int widthPx, int heightPx, Coordinates coordinates) {
    private static final int STANDARD_WIDTH_PX = 1920;
    /** Below this no text is left, and the encoder needs 16. */
    private static final int MIN_WIDTH_PX = 64;

    private static final int PATCH_PX = 28;

    static Canvas of(ExportOptions options) {
        int asked = options.maxSidePx() == 0 ? STANDARD_WIDTH_PX : options.maxSidePx();
        int width = Math.min(VideoEncoder.MAX_SIDE_PX, Math.max(MIN_WIDTH_PX, asked));
        int unit = options.coordinates() == Coordinates.MULTIPLE_28 ? PATCH_PX : 2;
        return new Canvas(down(width, unit), down(width * 9 / 16, unit), options.coordinates());
    }

    private static int down(int side, int unit) {
        return Math.max(unit, side / unit * unit);
    }

    /** Where a picture of that size stands: in the middle, on even pixels, of even size. */
    Box place(int width, int height) {
        double scale = Math.min(1, Math.min((double) widthPx / width, (double) heightPx / height));
        int w = even(width * scale, widthPx);
        int h = even(height * scale, heightPx);
        return new Box((widthPx - w) / 4 * 2, (heightPx - h) / 4 * 2, w, h);
    }

    private static int even(double side, int most) {
        return Math.min(most, Math.max(2, 2 * (int) Math.round(side / 2)));
    }

    /** A position within a picture of that size, in the export's unit, as a position within the frame in that unit. */
    Point within(Point at, int width, int height) {
        Box place = place(width, height);
        return new Point(
                along(at.x(), width, place.x(), place.w(), widthPx),
                along(at.y(), height, place.y(), place.h(), heightPx));
    }

    private double along(double at, int picture, int offset, int shown, int whole) {
        return switch (coordinates) {
            case PIXELS, MULTIPLE_28 -> offset + at * shown / picture;
            case UNIT -> (offset + at * shown) / whole;
            case THOUSANDTHS -> Math.round((1000.0 * offset + at * shown) / whole);
        };
    }
}
