/** Rates how private a step or trajectory was, from its findings before anything is removed. */
@NullMarked
package dev.scrim.redaction.rating;

import org.jspecify.annotations.NullMarked;
