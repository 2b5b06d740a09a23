package dev.scrim.datasets.model;

/** A line was visible at {@code box} in the kept frame at {@code tUs}. */
public record LineSighting(long tUs, String lineId, Box box) {}
