package dev.scrim.jobs.review.desk;

import dev.scrim.jobs.review.sample.Planned;
import dev.scrim.jobs.review.store.Queue;

/**
 * A frame in a queue.
 *
 * @param id opaque; the same frame has another one in each queue
 */
public record Slot(String id, Queue queue, Planned planned) {}
