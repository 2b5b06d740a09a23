package dev.scrim.jobs.halt;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.audit.AuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Gives the order to halt and takes it back, on record. */
public final class HaltOrders {
    /** Reasons are kept for good, so that they must fit on a line. */
    private static final int MAX_REASON = 200;

    private final Path workspace;
    private final Clock clock;

    /**
     * For one workspace.
     *
     * @throws UserError when the folder is none
     */
    public HaltOrders(Path workspace, Clock clock) {
        this.workspace = workspace.toAbsolutePath().normalize();
        this.clock = clock;
        if (!Files.isDirectory(this.workspace.resolve("builds"))) {
            throw new UserError(
                    "Cannot find a workspace in " + this.workspace + ": it has no folder named builds",
                    "name the workspace that a spec or --to names");
        }
    }

    /**
     * For what reads in a build by the path of a file or folder: refuses when the workspace around it is halted, and
     * writes that down. A place in no workspace is not anybody's to halt.
     *
     * @param verb what is about to be done, in words that follow "Cannot"
     * @param what the same in a word, for the audit log
     * @throws Halted when it is halted
     */
    public static void requireAround(Path place, String verb, String what, String who, Clock clock) {
        Path real;
        try {
            real = place.toRealPath();
        } catch (IOException e) {
            return; // What is not there is refused by whoever reads it.
        }
        for (Path at = real; at != null; at = at.getParent()) {
            Path parent = at.getParent();
            if (parent != null && parent.endsWith("builds") && parent.getParent() != null) {
                Path workspace = parent.getParent();
                try {
                    new Halt(workspace.toUri()).require(verb);
                } catch (Halted e) {
                    new AuditLog(workspace, clock)
                            .append(who, "refused." + what, String.valueOf(at.getFileName()), "workspace", "");
                    throw e;
                }
            }
        }
    }

    /**
     * Halts at once. The brake comes before the book: a log that cannot be written to must not keep anybody from
     * stopping.
     *
     * @return false when it was halted already
     */
    public boolean halt(String who, String reason) {
        String kept = kept(reason);
        boolean fresh = halt().raise(new Halt.Order(clock.instant().truncatedTo(ChronoUnit.MILLIS), who, kept));
        log(who, fresh ? "halt" : "halt.again", kept);
        return fresh;
    }

    /**
     * Lets work go on. On record first: what is not on record does not happen.
     *
     * @return false when nothing was halted
     */
    public boolean resume(String who, String reason) {
        Optional<Halt.Order> order = halt().order();
        if (order.isEmpty()) {
            return false;
        }
        log(who, "resume", kept(reason));
        return halt().lift();
    }

    private void log(String who, String what, String reason) {
        new AuditLog(workspace, clock).append(who, what, "", "workspace", reason);
    }

    private Halt halt() {
        return new Halt(workspace.toUri());
    }

    private static String kept(String reason) {
        String line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        if (line.length() > MAX_REASON) {
            throw new UserError(
                    "Cannot keep a reason of " + line.length() + " characters",
                    "say it in " + MAX_REASON + ", without private content");
        }
        return line;
    }
}
