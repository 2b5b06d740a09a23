package dev.scrim.jobs.verified;

import dev.scrim.jobs.repair.RepairEnd;

/**
 * What the second look found out about one frame.
 *
 * @param tUs which frame
 * @param unit whether it is the frame taken at random for its trajectory, the unit of the leak bound
 * @param engines how many reading engines looked: 1, or 2 for frames of the sample
 * @param masks masks of 06 that it carries
 * @param leaks what leaked in it before any repair
 * @param end what became of it
 */
record FrameLook(long tUs, boolean unit, int engines, long masks, long leaks, RepairEnd end) {}
