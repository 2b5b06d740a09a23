package dev.scrim.jobs.account;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.audit.AuditLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out who runs a command: by a token of an account, else by a token of the identity provider that the workspace
 * names in {@code oidc.json}, else by the operating system's login. Tokens come in the environment, where other users of
 * the machine do not see them. A token that is not good is refused, never ignored.
 */
public final class Callers {
    /** Environment variable with an account's token. */
    public static final String TOKEN = "SCRIM_TOKEN";

    /** Environment variable with an ID token of the identity provider. */
    public static final String ID_TOKEN = "SCRIM_ID_TOKEN";

    private final AccountBook book;
    private final Path oidc;
    private final AuditLog audit;
    private final Clock clock;

    Callers(AccountBook book, Path oidc, AuditLog audit, Clock clock) {
        this.book = book;
        this.oidc = oidc;
        this.audit = audit;
        this.clock = clock;
    }

    Caller caller(Map<String, String> environment, String osUser) {
        Accounts accounts = book.accounts();
        Optional<String> token = Optional.ofNullable(environment.get(TOKEN)).filter(t -> !t.isEmpty());
        if (token.isPresent()) {
            return accounts.withToken(token.get(), clock.instant())
                    .map(Caller::account)
                    .orElseThrow(() -> refused(
                            osUser, new UserError("Cannot use the token in " + TOKEN, "get a new one: account token")));
        }
        Optional<String> idToken =
                Optional.ofNullable(environment.get(ID_TOKEN)).filter(t -> !t.isEmpty());
        if (idToken.isEmpty()) {
            return Caller.login(osUser, accounts);
        }
        if (!Files.exists(oidc)) {
            throw new UserError("Cannot use " + ID_TOKEN + ": the workspace has no oidc.json", "see account --help");
        }
        try {
            OidcIdentity identity =
                    OidcVerifier.of(OidcSettings.read(oidc), clock).verify(idToken.get());
            return new Caller(identity.name(), accounts.find(identity.name()), identity.roles(), true);
        } catch (UserError e) {
            throw refused(osUser, e);
        }
    }

    private UserError refused(String osUser, UserError why) {
        audit.append(osUser, "refused.login", "", "", "");
        return why;
    }
}
