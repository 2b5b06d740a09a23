/** Spreads what is private to every other place that shows it: other frames, typed text, titles, addresses, recordings. */
@NullMarked
package dev.scrim.redaction.propagate;

import org.jspecify.annotations.NullMarked;
