package dev.scrim.datasets.model;

/** The screen: size in physical pixels and the scale factor that its programs draw at (1.0 = 96 dpi). */
public record Viewport(int widthPx, int heightPx, double scale) {
    public Viewport {
        Checks.that(widthPx > 0 && heightPx > 0, "Cannot make a viewport without area");
        Checks.that(scale > 0 && scale < 16, "Cannot make a viewport with a scale outside (0, 16)");
    }

    public boolean contains(Point p) {
        return p.x() >= 0 && p.y() >= 0 && p.x() < widthPx && p.y() < heightPx;
    }
}
