package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.account.AccountBook;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.audit.SystemUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command about people and releases has: a file of anchors, and who runs it. */
final class Governed {
    @Option(
            names = "--anchors",
            paramLabel = "FILE",
            defaultValue = "${env:SCRIM_ANCHORS}",
            description = "File outside the workspace that the audit log's heads are kept in (default: the environment"
                    + " variable SCRIM_ANCHORS; none).")
    private @Nullable Path anchors;

    Optional<Path> anchors() {
        return Optional.ofNullable(anchors).map(p -> p.toAbsolutePath().normalize());
    }

    /** @throws UserError where there is no such folder: an account or an entry would be made of a slip */
    AuditLog audit(Path workspace) {
        if (!Files.isDirectory(workspace)) {
            throw new UserError(
                    "Cannot find workspace " + workspace + ": it is no folder", "name the folder that holds builds");
        }
        return new AuditLog(workspace.toAbsolutePath().normalize(), anchors(), Clock.systemUTC());
    }

    AccountBook book(Path workspace) {
        return new AccountBook(workspace.toAbsolutePath().normalize(), audit(workspace), Clock.systemUTC());
    }

    Caller caller(Path workspace) {
        return book(workspace).caller(System.getenv(), SystemUser.name());
    }
}
