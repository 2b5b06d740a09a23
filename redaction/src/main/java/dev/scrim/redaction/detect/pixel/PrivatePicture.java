package dev.scrim.redaction.detect.pixel;

import dev.scrim.datasets.model.Picture;
import dev.scrim.redaction.taxonomy.Entity;

/**
 * A picture that is private.
 *
 * @param score 0 to 1
 * @param rule {@code package.rule} that says so
 */
public record PrivatePicture(Picture picture, Entity entity, float score, String rule) {}
