package dev.scrim.datasets.vault;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who may be able to read a file of keys, and write to its folder: nobody but its owner. */
public final class KeyFileRules {
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private KeyFileRules() {}

    /**
     * Refuses a file that somebody else could read.
     *
     * @param thing what messages call it, such as {@code keyring}
     */
    public static void checkFile(String thing, Path file) throws IOException {
        if (!ownerOnly(thing, file)) {
            throw new UserError(
                    "Cannot use " + thing + ": others can read " + file + " ("
                            + PosixFilePermissions.toString(permissions(thing, file)) + ")",
                    "run: chmod 600 " + file);
        }
    }

    static boolean ownerOnly(String thing, Path file) throws IOException {
        return permissions(thing, file).stream().noneMatch(OTHERS::contains);
    }

    static Set<PosixFilePermission> permissions(String thing, Path path) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            throw new UserError(
                    "Cannot tell who can read " + thing + ": " + path,
                    "keep it on a file system with POSIX permissions; on Windows work inside WSL");
        }
        return Files.getPosixFilePermissions(path);
    }
}
