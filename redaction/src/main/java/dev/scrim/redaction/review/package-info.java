/** What verdicts on a sample, a machine's or people's, say about all that was not seen: bounds, gauges, second readers. */
@NullMarked
package dev.scrim.redaction.review;

import org.jspecify.annotations.NullMarked;
