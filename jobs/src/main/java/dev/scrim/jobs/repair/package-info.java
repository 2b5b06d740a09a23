/** Closes what the second look finds in a frame, step by step, each step looked at again. */
@NullMarked
package dev.scrim.jobs.repair;

import org.jspecify.annotations.NullMarked;
