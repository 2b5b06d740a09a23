/** Exports as MosaicML Streaming's MDS shards, version 2: read at random by their own index. */
@NullMarked
package dev.scrim.datasets.shards.mds;

import org.jspecify.annotations.NullMarked;
