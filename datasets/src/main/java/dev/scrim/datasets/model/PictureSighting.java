package dev.scrim.datasets.model;

/** A picture was visible in the kept frame at {@code tUs}. */
public record PictureSighting(long tUs, Picture picture) {}
