package dev.scrim.redaction.propagate;

import dev.scrim.datasets.model.Category;

/**
 * A private text without a place: what is sought elsewhere.
 *
 * @param id the finding's secret id, shared by all its places
 */
public record Secret(String id, Category category, String entity, String text, float score, String detector) {}
