package dev.scrim.datasets.shards;

import java.util.Optional;

/**
 * One committed file of an export, as the manifest lists it.
 *
 * @param file relative to the export's folder, with forward slashes
 * @param split label of the split; empty for files that belong to none
 * @param bytes length of the file
 * @param sha256 of its bytes, lower-case hexadecimal
 * @param samples rows or lines in it; 0 for a file that is one picture
 * @param images pictures in it
 */
public record ShardInfo(String file, Optional<String> split, long bytes, String sha256, long samples, long images) {
    public ShardInfo {
        if (file.isEmpty() || file.startsWith("/") || file.contains("..") || file.contains("\\")) {
            throw new IllegalArgumentException("Cannot list a file outside the export's folder: " + file);
        }
        if (bytes < 0 || samples < 0 || images < 0) {
            throw new IllegalArgumentException("Cannot list " + file + " with a negative count");
        }
    }
}
