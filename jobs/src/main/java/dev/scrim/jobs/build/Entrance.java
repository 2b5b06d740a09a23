package dev.scrim.jobs.build;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.release.Refusal;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.audit.SystemUser;
import dev.scrim.jobs.doctor.Exposure;
import dev.scrim.jobs.doctor.ExposureText;
import dev.scrim.jobs.doctor.QuickCheck;
import dev.scrim.jobs.doctor.Severity;
import dev.scrim.jobs.doctor.SpillFolders;
import dev.scrim.jobs.halt.Halt;
import dev.scrim.jobs.halt.Halted;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** What must hold before a build does anything: its workspace is not halted, and nobody else can read it. */
final class Entrance {
    private Entrance() {}

    /**
     * Lets a build in, or says why not and writes that down.
     *
     * @throws Halted when the workspace is halted
     * @throws UserError when something of it lies open
     */
    static void check(Workspace workspace, Path keyring, Clock clock) {
        try {
            new Halt(workspace.root().toUri()).require("build in workspace " + workspace);
        } catch (Halted e) {
            refused(workspace, clock, "refused.build", "");
            throw e;
        }
        if (!isLocal(workspace)) {
            return; // Nothing can be told of modes there; the workspace says so itself (Protection.UNCHECKED).
        }
        Path root = Path.of(workspace.root().toUri());
        try {
            SpillFolders.sweep(root);
        } catch (IOException e) {
            // Somebody else's process may be removing the same; what stays is said by the doctor.
        }
        List<Exposure> exposed = new QuickCheck(root, keyring, clock)
                .run().stream().filter(e -> e.severity() == Severity.EXPOSED).toList();
        if (!exposed.isEmpty()) {
            refused(workspace, clock, "refused.build", "");
            throw new UserError(
                    "Cannot build in workspace " + workspace + ": " + ExposureText.inOneMessage(exposed),
                    "scrim doctor " + root + " says everything");
        }
    }

    /** Writes down that something did not happen because of a halt or an exposure. */
    static void refused(Workspace workspace, Clock clock, String what, String build) {
        if (isLocal(workspace)) {
            new AuditLog(Path.of(workspace.root().toUri()), clock)
                    .append(SystemUser.name(), what, build, "workspace", "");
        }
    }

    /** Writes down that a file of an earlier stage was not what was written there. */
    static void foreign(Workspace workspace, Clock clock) {
        if (isLocal(workspace)) {
            new AuditLog(Path.of(workspace.root().toUri()), clock)
                    .refuse(SystemUser.name(), "build", "", Refusal.FILES_CHANGED.name());
        }
    }

    private static boolean isLocal(Workspace workspace) {
        URI root = workspace.root().toUri();
        return root.getScheme() == null || root.getScheme().equals("file");
    }
}
