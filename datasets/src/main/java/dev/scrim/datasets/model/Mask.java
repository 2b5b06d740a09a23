package dev.scrim.datasets.model;

/** A region of the kept frame at {@code tUs} that is painted over; already padded and cut to the screen. */
public record Mask(long tUs, Box box, Category category, String entity) {}
