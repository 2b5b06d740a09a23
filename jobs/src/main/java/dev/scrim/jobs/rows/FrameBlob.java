package dev.scrim.jobs.rows;

import dev.scrim.datasets.media.PictureHash;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.TrajectoryId;
import java.util.Optional;

/**
 * Where the bytes of one kept frame lie.
 *
 * @param container encrypted file below the stage's folder
 * @param offset first byte within the decrypted container
 * @param sha256 of those bytes, hex
 * @param hash what it looks like, of redacted frames; it tells of the picture and stays where that is sealed
 */
public record FrameBlob(
        TrajectoryId trajectory,
        FrameRef frame,
        int widthPx,
        int heightPx,
        String container,
        long offset,
        int length,
        String sha256,
        Optional<PictureHash> hash) {}
