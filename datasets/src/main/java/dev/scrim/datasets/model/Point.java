package dev.scrim.datasets.model;

/** A place on the screen in physical pixels; fractions occur where the recorder reports logical points. */
public record Point(double x, double y) {
    public double distanceTo(Point other) {
        return Math.hypot(x - other.x, y - other.y);
    }
}
