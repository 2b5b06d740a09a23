package dev.scrim.jobs.halt;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.account.Access;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.account.Role;
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
    private final Optional<Path> anchors;
    private final Clock clock;

    /**
     * For one workspace.
     *
     * @param anchors of its audit log
     * @throws UserError when the folder is none
     */
    public HaltOrders(Path workspace, Optional<Path> anchors, Clock clock) {
        this.workspace = workspace.toAbsolutePath().normalize();
        this.anchors = anchors;
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
     * stopping. Where there are accounts, anybody who has one may.
     *
     * @return false when it was halted already
     */
    public boolean halt(Caller caller, String reason) {
        String who = caller.name();
        String kept = kept(reason);
        access().requireKnown(caller, "halt the workspace", "halt");
        boolean fresh = halt().raise(new Halt.Order(clock.instant().truncatedTo(ChronoUnit.MILLIS), who, kept));
        log(who, fresh ? "halt" : "halt.again", kept);
        return fresh;
    }

    /**
     * Lets work go on. On record first: what is not on record does not happen. Where there are accounts, privacy
     * officers and data owners may.
     *
     * @return false when nothing was halted
     */
    public boolean resume(Caller caller, String reason) {
        access().require(caller, "resume the workspace", "resume", "", Role.PRIVACY_OFFICER, Role.DATA_OWNER);
        Optional<Halt.Order> order = halt().order();
        if (order.isEmpty()) {
            return false;
        }
        log(caller.name(), "resume", kept(reason));
        return halt().lift();
    }

    private void log(String who, String what, String reason) {
        new AuditLog(workspace, anchors, clock).append(who, what, "", "workspace", reason);
    }

    private Access access() {
        return new Access(workspace, anchors, clock);
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
