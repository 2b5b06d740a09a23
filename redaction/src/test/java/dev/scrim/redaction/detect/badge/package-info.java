/** The detector of {@code DETECTOR.md}: badges of a company that is not there, found as everything else is. */
@NullMarked
package dev.scrim.redaction.detect.badge;

import org.jspecify.annotations.NullMarked;
