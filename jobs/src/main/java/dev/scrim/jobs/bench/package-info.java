/** Measuring: what a build costs, beside what the straightforward way would cost on the same frames. */
@NullMarked
package dev.scrim.jobs.bench;

import org.jspecify.annotations.NullMarked;
