package dev.scrim.jobs.release;

import dev.scrim.datasets.release.SignerRole;
import dev.scrim.datasets.store.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** {@code release} in a build's folder: its record, its privacy review, signatures and the signers' shares. */
record ReleaseFolder(Path folder) {
    static ReleaseFolder of(Path buildFolder) {
        return new ReleaseFolder(buildFolder.resolve("release"));
    }

    Path record() {
        return folder.resolve("build-record.json");
    }

    /** The officer's own words. */
    Path reviewText() {
        return folder.resolve("privacy-review-text.md");
    }

    Path review() {
        return folder.resolve("privacy-review.md");
    }

    Path reviewPage() {
        return folder.resolve("privacy-review.html");
    }

    Path signature(SignerRole role) {
        return folder.resolve(role.label() + ".signature.json");
    }

    Path shares(SignerRole role) {
        return folder.resolve(role.label() + ".shares");
    }

    void write(Path file, byte[] bytes) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        AtomicFile.write(file, bytes);
    }

    static Optional<byte[]> read(Path file) throws IOException {
        return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }
}
