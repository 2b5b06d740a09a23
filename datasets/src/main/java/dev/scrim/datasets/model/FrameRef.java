package dev.scrim.datasets.model;

/** Points at one kept frame of a recording. */
public record FrameRef(int chunk, int indexInChunk, long tUs) {}
