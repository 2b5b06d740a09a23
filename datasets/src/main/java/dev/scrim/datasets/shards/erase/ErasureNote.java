package dev.scrim.datasets.shards.erase;

import java.time.Instant;
import java.util.List;

/**
 * What an export says of one erasure, in its privacy manifest.
 *
 * @param id opaque: a keyed hash of the person and the build, so that two releases' notes cannot be joined
 * @param version major version that the export has since, from 2
 * @param samples steps, or lines of recordings, that are gone
 * @param reencoded shards whose remaining rows could not be written again byte for byte, such as video
 * @param files data files that were replaced or removed
 */
public record ErasureNote(String id, Instant at, int version, long samples, int reencoded, List<Changed> files) {
    public ErasureNote {
        files = List.copyOf(files);
    }

    /**
     * One file.
     *
     * @param file its name; of all pictures that are gone the outer folder alone
     * @param before its SHA-256 until then; empty for pictures, whose hashes were columns of the samples that are gone
     * @param after its SHA-256 since; empty when it is gone
     */
    public record Changed(String file, String before, String after) {}
}
