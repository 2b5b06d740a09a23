/** Trajectories as episodes of LeRobotDataset v3.0: video of the redacted pictures at a fixed rate, actions by frame. */
@NullMarked
package dev.scrim.datasets.shards.lerobot;

import org.jspecify.annotations.NullMarked;
