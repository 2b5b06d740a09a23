/** Taking somebody's samples out of an export that was already given to somebody. */
@NullMarked
package dev.scrim.datasets.shards.erase;

import org.jspecify.annotations.NullMarked;
