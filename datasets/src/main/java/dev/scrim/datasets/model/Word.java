package dev.scrim.datasets.model;

/**
 * One word of a reading.
 *
 * @param box relative to the line's top left corner, pixels
 * @param confidence the engine's own, 0 to 1
 */
public record Word(String text, Box box, float confidence) {}
