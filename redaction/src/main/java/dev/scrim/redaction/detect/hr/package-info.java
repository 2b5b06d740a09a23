/** Employee numbers, ratings and notes of personnel files. */
@NullMarked
package dev.scrim.redaction.detect.hr;

import org.jspecify.annotations.NullMarked;
