/** Finds private characters in a text and its surroundings; one package per family. */
@NullMarked
package dev.scrim.redaction.detect;

import org.jspecify.annotations.NullMarked;
