package dev.scrim.redaction.verify;

import dev.scrim.datasets.model.TextRef;

/** A text as it would be exported. */
public record RedactedText(TextRef ref, String text) {}
