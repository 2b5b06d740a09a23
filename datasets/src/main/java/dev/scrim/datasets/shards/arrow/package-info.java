/** Exports as Arrow's IPC streams: what Python's {@code datasets} maps into memory without converting it. */
@NullMarked
package dev.scrim.datasets.shards.arrow;

import org.jspecify.annotations.NullMarked;
