package dev.scrim.datasets.shards;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.Viewport;

/**
 * From pixels of the recorded screen to an export's picture and unit. Exact for {@link Coordinates#PIXELS} at the
 * recorded size; elsewhere to the unit's precision.
 *
 * @param viewport the recorded screen
 * @param options of the export
 */
public record ScreenProjection(Viewport viewport, ExportOptions options) {
    /** Qwen2.5-VL's patch of 14 pixels, merged two by two. */
    private static final int PATCH_PX = 28;

    private static final int THOUSAND = 1000;

    /** Width of exported pictures, pixels. */
    public int widthPx() {
        return side(viewport.widthPx());
    }

    /** Height of exported pictures, pixels. */
    public int heightPx() {
        return side(viewport.heightPx());
    }

    private int side(int recorded) {
        int longest = Math.max(viewport.widthPx(), viewport.heightPx());
        double scale = options.maxSidePx() == 0 ? 1 : Math.min(1, (double) options.maxSidePx() / longest);
        if (options.coordinates() != Coordinates.MULTIPLE_28) {
            return (int) Math.max(1, Math.round(recorded * scale));
        }
        double patches = recorded * scale / PATCH_PX;
        // Where a longest side is asked for, rounding must not go beyond it.
        long whole = options.maxSidePx() == 0 ? Math.round(patches) : (long) Math.floor(patches);
        return (int) Math.max(1, whole) * PATCH_PX;
    }

    /** Where a point of the screen is in the export's unit. */
    public Point point(Point p) {
        return new Point(across(p.x()), down(p.y()));
    }

    /** Where a rectangle of the screen is in the export's unit. */
    public ShardSample.Area area(Box box) {
        double x = across(box.x());
        double y = down(box.y());
        return new ShardSample.Area(x, y, across(box.right()) - x, down(box.bottom()) - y);
    }

    private double across(double x) {
        return along(x, viewport.widthPx(), widthPx());
    }

    private double down(double y) {
        return along(y, viewport.heightPx(), heightPx());
    }

    private double along(double at, int recorded, int exported) {
        return switch (options.coordinates()) {
            case PIXELS, MULTIPLE_28 -> recorded == exported ? at : at * exported / recorded;
            case UNIT -> at / recorded;
            case THOUSANDTHS -> Math.round(at * THOUSAND / recorded);
        };
    }
}
