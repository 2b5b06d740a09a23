package dev.scrim.jobs.rows;

import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.TrajectoryId;

/**
 * Where the bytes of one kept frame lie.
 *
 * @param container encrypted file below the stage's folder
 * @param offset first byte within the decrypted container
 * @param sha256 of those bytes, hex
 */
public record FrameBlob(
        TrajectoryId trajectory,
        FrameRef frame,
        int widthPx,
        int heightPx,
        String container,
        long offset,
        int length,
        String sha256) {}
