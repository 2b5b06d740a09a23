/** Stage 02: consent and pauses are applied first; what is left is merged on one clock. */
@NullMarked
package dev.scrim.jobs.timeline;

import org.jspecify.annotations.NullMarked;
