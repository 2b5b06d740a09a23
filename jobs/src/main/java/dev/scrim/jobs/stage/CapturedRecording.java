package dev.scrim.jobs.stage;

import dev.scrim.datasets.model.SubjectId;

/**
 * A sound recording of the build's input, as far as the order of work needs to know it.
 *
 * @param id its own id
 * @param person whose it is
 * @param input digest of every byte it was made from; empty where an input does not divide by recording
 */
public record CapturedRecording(String id, SubjectId person, String input) {}
