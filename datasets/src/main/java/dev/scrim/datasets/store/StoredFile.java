package dev.scrim.datasets.store;

/**
 * One file of a committed stage.
 *
 * @param path below the stage's folder, slash-separated
 * @param bytes length
 * @param sha256 lower-case hex over the file as it is stored, so over ciphertext where it is encrypted
 */
public record StoredFile(String path, long bytes, String sha256) {}
