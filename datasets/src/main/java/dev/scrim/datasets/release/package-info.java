/** When a build may leave the house: what it is, who answers for it, and in which state it stands. */
@NullMarked
package dev.scrim.datasets.release;

import org.jspecify.annotations.NullMarked;
