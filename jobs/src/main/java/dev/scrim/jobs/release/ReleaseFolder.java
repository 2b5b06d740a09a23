package dev.scrim.jobs.release;

import dev.scrim.datasets.release.SignerRole;
import dev.scrim.datasets.store.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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

    /** Where it was released to, one folder a line, so that an erasure finds the copies. */
    private Path places() {
        return folder.resolve("places.txt");
    }

    void placed(Path target) throws IOException {
        String before = new String(read(places()).orElse(new byte[0]), StandardCharsets.UTF_8);
        write(places(), (before + target + "\n").getBytes(StandardCharsets.UTF_8));
    }

    List<Path> placed() throws IOException {
        return new String(read(places()).orElse(new byte[0]), StandardCharsets.UTF_8)
                .lines()
                .distinct()
                .map(Path::of)
                .toList();
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
