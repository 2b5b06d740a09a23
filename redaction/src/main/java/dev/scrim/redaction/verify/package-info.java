/** The second look at what was redacted: other reader, other detectors, no policy; it shares nothing with the first. */
@NullMarked
package dev.scrim.redaction.verify;

import org.jspecify.annotations.NullMarked;
