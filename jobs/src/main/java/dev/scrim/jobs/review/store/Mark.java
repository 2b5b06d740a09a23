package dev.scrim.jobs.review.store;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;

/** A place that should have been painted over. */
public record Mark(Box box, Category category) {}
