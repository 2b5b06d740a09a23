package dev.scrim.jobs.release;

import dev.scrim.datasets.release.BuildRecord;
import dev.scrim.datasets.release.SignerRole;
import dev.scrim.jobs.audit.AuditEntry;
import dev.scrim.jobs.audit.AuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What an erasure needs of releases: where they went, and that a sealed build with the person is released no more. */
public final class ErasedBuilds {
    private static final String VOID = "erase.void";

    private ErasedBuilds() {}

    /** Where a build was released to; the folders may be gone or on another disk since. */
    public static List<Path> releasedTo(Path buildFolder) throws IOException {
        return ReleaseFolder.of(buildFolder).placed();
    }

    /**
     * Marks what the build is now as never to be released, and removes signatures and shares. A later build of the same
     * name that is without the person has another record, and is not meant.
     *
     * @return whether there was something to mark: a build without a record cannot be released anyway
     */
    public static boolean makeVoid(Path buildFolder, String who, AuditLog audit) throws IOException {
        String build = String.valueOf(buildFolder.getFileName());
        List<AuditEntry> entries = audit.entries();
        Optional<AuditEntry> record = BuildRecords.last(entries, build);
        if (record.isEmpty()) {
            return false;
        }
        if (!isVoid(entries, build, record.get().object())) {
            audit.append(who, VOID, build, record.get().object(), "");
        }
        ReleaseFolder folder = ReleaseFolder.of(buildFolder);
        for (SignerRole role : SignerRole.values()) {
            Files.deleteIfExists(folder.shares(role));
            Files.deleteIfExists(folder.signature(role));
        }
        return true;
    }

    static boolean isVoid(List<AuditEntry> entries, BuildRecord record) {
        return isVoid(entries, record.build(), record.digest());
    }

    private static boolean isVoid(List<AuditEntry> entries, String build, String digest) {
        return entries.stream()
                .anyMatch(e -> e.what().equals(VOID)
                        && e.build().equals(build)
                        && e.object().equals(digest));
    }
}
