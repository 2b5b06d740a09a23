/** Trajectories as conversations in JSON lines beside their pictures, in the dialects of the fine-tuning tools. */
@NullMarked
package dev.scrim.datasets.shards.chat;

import org.jspecify.annotations.NullMarked;
