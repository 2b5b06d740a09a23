package dev.scrim.datasets.vault;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who besides its owner may use a file that holds or leads to a secret. */
final class OwnerOnly {
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private OwnerOnly() {}

    static boolean holds(Path file) throws IOException {
        return permissions(file).stream().noneMatch(OTHERS::contains);
    }

    /** @throws UserError on a file system that cannot tell */
    static Set<PosixFilePermission> permissions(Path path) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            throw new UserError(
                    "Cannot tell who can read keyring: " + path,
                    "keep it on a file system with POSIX permissions; on Windows work inside WSL");
        }
        return Files.getPosixFilePermissions(path);
    }
}
