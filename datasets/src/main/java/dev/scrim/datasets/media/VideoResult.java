package dev.scrim.datasets.media;

/** A video that was opened, or why it cannot be: damage is a value, not an exception. */
public sealed interface VideoResult<T> {
    /** It has a picture track with frames. */
    record Opened<T>(T value) implements VideoResult<T> {}

    /**
     * Why not.
     *
     * @param detail what is wrong with the file, without anything out of it
     */
    record Unreadable<T>(String detail) implements VideoResult<T> {}
}
