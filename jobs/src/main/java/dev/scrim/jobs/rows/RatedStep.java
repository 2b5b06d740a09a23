package dev.scrim.jobs.rows;

import dev.scrim.datasets.model.Sensitivity;

/** A step's rating before redaction, by the step's ordinal within the recording. */
public record RatedStep(int step, Sensitivity sensitivity) {}
