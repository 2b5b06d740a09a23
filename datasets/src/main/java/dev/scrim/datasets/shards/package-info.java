/** The last form of a trajectory: shards that training pipelines read, their manifest, their card and their check. */
@NullMarked
package dev.scrim.datasets.shards;

import org.jspecify.annotations.NullMarked;
