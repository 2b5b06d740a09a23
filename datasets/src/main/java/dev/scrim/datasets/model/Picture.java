package dev.scrim.datasets.model;

/**
 * A part of the screen that is a picture.
 *
 * @param kind what it shows
 * @param box where, screen pixels
 * @param text what a code says, decoded; empty for everything else and for codes that cannot be decoded; WITHHELD
 */
public record Picture(PictureKind kind, Box box, String text) {
    /** A picture that says nothing. */
    public Picture(PictureKind kind, Box box) {
        this(kind, box, "");
    }

    /** Kind and place; what a code says is private. */
    @Override
    public String toString() {
        return "Picture[" + kind + " " + box + "]";
    }
}
