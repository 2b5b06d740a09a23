package dev.scrim.jobs.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/**
 * What the file system says of one place, by one call and without looking up the names of accounts; of a link, not of
 * what it leads to. An access-control list shows in the group's bits, which are its mask.
 *
 * @param mode the nine bits of permission and the file's type, as POSIX has them
 * @param uid number of the account that owns it
 */
record FileFacts(int mode, int uid, boolean folder, boolean link, boolean file, long bytes, Instant changed) {
    private static final int GROUP_READ = 040;
    private static final int GROUP_ENTER = 010;
    private static final int ALL_READ = 004;
    private static final int ALL_WRITE = 002;
    private static final int ALL_ENTER = 001;
    private static final int NOT_OWNER = 077;
    private static final int STICKY = 01000;

    static FileFacts of(Path path) throws IOException {
        Map<String, Object> a = Files.readAttributes(
                path,
                "unix:mode,uid,isDirectory,isSymbolicLink,isRegularFile,size,lastModifiedTime",
                LinkOption.NOFOLLOW_LINKS);
        return new FileFacts(
                (Integer) get(a, "mode"),
                (Integer) get(a, "uid"),
                (Boolean) get(a, "isDirectory"),
                (Boolean) get(a, "isSymbolicLink"),
                (Boolean) get(a, "isRegularFile"),
                (Long) get(a, "size"),
                ((FileTime) get(a, "lastModifiedTime")).toInstant());
    }

    private static Object get(Map<String, Object> attributes, String name) {
        return java.util.Objects.requireNonNull(attributes.get(name), name);
    }

    boolean groupReads() {
        return (mode & GROUP_READ) != 0;
    }

    boolean allRead() {
        return (mode & ALL_READ) != 0;
    }

    /** In a folder with the sticky bit everybody may add, and nobody may change what is another's. */
    boolean allWrite() {
        return (mode & ALL_WRITE) != 0 && (mode & STICKY) == 0;
    }

    boolean groupEnters() {
        return (mode & (GROUP_ENTER | ALL_ENTER)) != 0;
    }

    boolean allEnter() {
        return (mode & ALL_ENTER) != 0;
    }

    /** Whether anybody but the owner has any right; a link's own mode means nothing. */
    boolean openToOthers() {
        return !link && (mode & NOT_OWNER) != 0;
    }
}
