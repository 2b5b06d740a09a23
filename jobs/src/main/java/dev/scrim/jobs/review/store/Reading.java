package dev.scrim.jobs.review.store;

import java.util.List;

/**
 * What one person said of one frame.
 *
 * @param seq order among all readings of the lot
 * @param frame its opaque id
 * @param reader account
 * @param tookMs how long the reader looked
 * @param atMs when, since the epoch
 * @param undo what takes it back
 */
public record Reading(
        long seq,
        Queue queue,
        String frame,
        String reader,
        Answer answer,
        List<Mark> marks,
        long tookMs,
        long atMs,
        String undo) {
    public Reading {
        marks = List.copyOf(marks);
    }
}
