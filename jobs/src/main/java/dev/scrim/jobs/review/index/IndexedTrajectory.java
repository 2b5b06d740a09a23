package dev.scrim.jobs.review.index;

/**
 * One trajectory with anything to review.
 *
 * @param subject the person's opaque name
 * @param id what the export calls it: 32 hex digits
 * @param name {@code recording/ordinal}, as {@code scrim explain} takes it
 * @param recording index into {@link ReviewIndex#recordings}
 * @param segment number of the independent session segment that it is part of: one between two pauses
 * @param file name of the sealed file with all of it
 * @param firstFrame index of its first frame
 * @param frames how many it has
 */
public record IndexedTrajectory(
        String subject, String id, String name, int recording, int segment, String file, int firstFrame, int frames) {}
