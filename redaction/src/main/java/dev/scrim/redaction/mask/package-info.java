/** Carries decisions out: paints masks into pictures and puts placeholders into texts. */
@NullMarked
package dev.scrim.redaction.mask;

import org.jspecify.annotations.NullMarked;
