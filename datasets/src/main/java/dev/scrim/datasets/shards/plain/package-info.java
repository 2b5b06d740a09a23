/** An export as plain pictures and JSON lines, for people and for measuring. */
@NullMarked
package dev.scrim.datasets.shards.plain;

import org.jspecify.annotations.NullMarked;
