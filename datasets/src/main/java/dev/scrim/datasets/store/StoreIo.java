package dev.scrim.datasets.store;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.security.AccessControlException;

/** Tells what a person can repair (a full disk, a folder that is not theirs) from what is our failure. */
public final class StoreIo {
    private StoreIo() {}

    /** An operation on storage that gives something back. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws IOException;
    }

    /** An operation on storage. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** @param verb what is tried, in words that follow "Cannot" */
    static <T> T call(String verb, Object where, Call<T> call) {
        try {
            return call.run();
        } catch (IOException e) {
            throw userError(e, verb, where)
                    .map(u -> (RuntimeException) u)
                    .orElseGet(() -> new UncheckedIOException("Cannot " + verb + ": " + where, e));
        }
    }

    static void run(String verb, Object where, Action action) {
        call(verb, where, () -> {
            action.run();
            return true;
        });
    }

    /**
     * The user's mistake behind a failure, wherever it is in the chain of causes: one that says so itself, a full disk,
     * a refused access or a place where nothing can be written.
     * For code that writes through other libraries, such as a Spark job.
     *
     * @param verb what was tried, in words that follow "Cannot"
     */
    public static Optional<UserError> userError(Throwable failure, String verb, Object where) {
        int depth = 0;
        for (Throwable t = failure; t != null && depth < 50; t = t.getCause(), depth++) {
            if (t instanceof UserError said) {
                return Optional.of(said);
            }
            if (isDiskFull(t)) {
                return Optional.of(new UserError(
                        "Cannot " + verb + ": " + where + ": the disk is full",
                        "free some space or move the workspace, then run again: finished stages are kept",
                        failure));
            }
            if (t instanceof AccessDeniedException || t instanceof AccessControlException) {
                return Optional.of(new UserError(
                        "Cannot " + verb + ": " + where + ": access is denied",
                        "use a workspace that belongs to the user who builds",
                        failure));
            }
            if (isNoPlaceToWrite(t)) {
                return Optional.of(new UserError(
                        "Cannot " + verb + ": " + where + ": nothing can be written there",
                        "name a folder on a disk that can be written to",
                        failure));
            }
        }
        return Optional.empty();
    }

    /** A path through a file, or a disk mounted for reading; for most of it the JDK has no type. */
    private static boolean isNoPlaceToWrite(Throwable t) {
        if (t instanceof NotDirectoryException) {
            return true;
        }
        if (!(t instanceof FileSystemException refused) || refused.getReason() == null) {
            return false;
        }
        String reason = refused.getReason().toLowerCase(Locale.ROOT);
        return reason.contains("not a directory") || reason.contains("read-only file system");
    }

    /** By message: the JDK and Hadoop have no type for it. The words are those of Linux, macOS, Windows and HDFS. */
    private static boolean isDiskFull(Throwable t) {
        String message = t.getMessage();
        if (message == null) {
            return false;
        }
        String lower = message.toLowerCase(Locale.ROOT);
        return lower.contains("no space left on device")
                || lower.contains("not enough space on the disk")
                || lower.contains("disk quota exceeded")
                || t.getClass().getSimpleName().contains("QuotaExceeded")
                || t.getClass().getSimpleName().equals("DiskOutOfSpaceException");
    }
}
