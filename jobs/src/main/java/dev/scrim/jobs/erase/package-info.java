/** Erasing a person: their keys, what was read of them, and their samples in what was already given away. */
@NullMarked
package dev.scrim.jobs.erase;

import org.jspecify.annotations.NullMarked;
