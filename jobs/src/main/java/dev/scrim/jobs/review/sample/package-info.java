/** Which frames people are asked about, in which order, and what their answers say: pure functions of index, seed and verdicts. */
@NullMarked
package dev.scrim.jobs.review.sample;

import org.jspecify.annotations.NullMarked;
