/** Shards as the Parquet files that Python's {@code datasets} opens with pictures as pictures. */
@NullMarked
package dev.scrim.datasets.shards.hfparquet;

import org.jspecify.annotations.NullMarked;
