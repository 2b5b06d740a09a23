package dev.scrim.datasets.model;

/** A line together with where it is on the screen in one frame. */
public record PlacedLine(TextLine line, Box box) {
    /** A word's box in screen pixels. */
    public Box wordBox(int index) {
        return line.words().get(index).box().shift(box.x(), box.y());
    }
}
