/** What people's verdicts on a sample say about all that they did not see: bounds, gauges and second readers. */
@NullMarked
package dev.scrim.redaction.review;

import org.jspecify.annotations.NullMarked;
