package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.account.AccountBook;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.audit.SystemUser;
import dev.scrim.jobs.spec.DatasetSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Who a build is by: the account of a token in the environment, else whoever is logged in. */
final class Builders {
    private Builders() {}

    /** Empty where nobody showed a token. */
    static Optional<String> of(DatasetSpec spec) {
        String scheme = spec.workspace().getScheme();
        if (scheme != null && !scheme.equals("file")) {
            return Optional.empty();
        }
        Path workspace = Path.of(spec.workspace().getPath());
        if (!Files.isDirectory(workspace)) {
            return Optional.empty();
        }
        Clock clock = Clock.systemUTC();
        AuditLog audit = new AuditLog(workspace, spec.anchors().map(Path::of), clock);
        Caller caller = new AccountBook(workspace, audit, clock).caller(System.getenv(), SystemUser.name());
        if (!caller.proven()) {
            return Optional.empty();
        }
        if (!caller.is(Role.BUILDER, clock.instant())) {
            audit.refuse(caller.name(), "build", "", "ROLE_MISSING");
            throw new UserError("Cannot build without the role of builder", "see scrim account role");
        }
        return Optional.of(caller.name());
    }
}
