/** What a block of text is about: a small linear model over hashed words and character n-grams. */
@NullMarked
package dev.scrim.redaction.detect.block;

import org.jspecify.annotations.NullMarked;
