/** Signing and releasing: the edge between a sealed build and those who answer for it. */
@NullMarked
package dev.scrim.jobs.release;

import org.jspecify.annotations.NullMarked;
