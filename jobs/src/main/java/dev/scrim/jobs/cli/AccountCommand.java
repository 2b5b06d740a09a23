package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.vault.PasswordHash;
import dev.scrim.datasets.vault.PublicKeys;
import dev.scrim.datasets.vault.SignerKey;
import dev.scrim.jobs.account.AccessToken;
import dev.scrim.jobs.account.Account;
import dev.scrim.jobs.account.AccountBook;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.account.RoleGrant;
import dev.scrim.jobs.audit.SystemUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scrim account}. */
@Command(
        name = "account",
        mixinStandardHelpOptions = true,
        description = {
            "Who may do what in a workspace: accounts, their roles, keys and tokens.",
            "Roles are builder, reviewer, privacy-officer, data-owner and consumer."
        },
        footer = {
            "",
            "Examples:",
            "  scrim account add ann --role privacy-officer --workspace out",
            "  scrim account password ann --workspace out",
            "  scrim account token ann --workspace out              # for SCRIM_TOKEN",
            "  scrim account keys ann.key                           # ann, on a machine of her own; writes ann.key.pub",
            "  scrim account enrol ann --public ann.key.pub --workspace out",
            "  scrim account role dan --grant consumer --until 2027-01-31 --workspace out",
            "  scrim account list --workspace out",
            "",
            "Once a privacy officer or data owner has a password or token, only such a person changes accounts.",
            "A workspace may also trust an identity provider: oidc.json in it, with the token in SCRIM_ID_TOKEN:",
            "  {\"issuer\": \"https://id.example\", \"audience\": \"scrim\", \"jwks\": \"https://id.example/keys\",",
            "   \"name_claim\": \"sub\", \"roles_claim\": \"roles\", \"roles\": {\"data-privacy\": \"privacy-officer\"}}"
        })
final class AccountCommand implements Runnable {
    private static final String ACCOUNT = "The account: a short name, such as a login.";
    private static final String ROLES = "builder, reviewer, privacy-officer, data-owner or consumer.";
    private static final String PASSPHRASE = "Instead of asking at the terminal: a file of mode 600, its first line.";
    private static final int MAX_TOKEN_DAYS = 366;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public void run() {
        java.util.Objects.requireNonNull(spec).commandLine().usage(System.out);
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Add an account.",
            footer = {
                "",
                "Examples:",
                "  scrim account add ann --role privacy-officer --workspace out",
                "  scrim account add dan --role consumer --until 2027-01-31 --workspace out"
            })
    int add(
            @Parameters(paramLabel = "NAME", description = ACCOUNT) String name,
            @Option(names = "--role", split = ",", required = true, paramLabel = "ROLE", description = ROLES)
                    List<String> roles,
            @Option(names = "--until", paramLabel = "DATE", description = "The roles end then.") @Nullable String until,
            @Option(
                            names = "--login",
                            paramLabel = "USER",
                            description = "The same person's name at this machine, by which builds know their builder.")
                    @Nullable
                    String login,
            @Mixin WorkspaceOption at,
            @Mixin Governed governed) {
        AccountBook book = governed.book(at.folder());
        Caller caller = governed.caller(at.folder());
        book.change(caller, "add", name, all -> {
            if (all.find(name).isPresent()) {
                throw new UserError("Cannot add an account that is there", "see account role");
            }
            Account account = Account.named(name);
            for (String role : roles) {
                account = account.granted(new RoleGrant(Role.of(role), end(until)));
            }
            return all.with(login == null ? account : account.withLogin(login));
        });
        return 0;
    }

    @Command(
            name = "role",
            mixinStandardHelpOptions = true,
            description = "Grant or take away one role.",
            footer = {
                "",
                "Examples:",
                "  scrim account role dan --grant consumer --until 2027-01-31 --workspace out",
                "  scrim account role rea --revoke reviewer --workspace out"
            })
    int role(
            @Parameters(paramLabel = "NAME", description = ACCOUNT) String name,
            @Option(names = "--grant", paramLabel = "ROLE", description = ROLES) @Nullable String grant,
            @Option(names = "--revoke", paramLabel = "ROLE", description = ROLES) @Nullable String revoke,
            @Option(names = "--until", paramLabel = "DATE", description = "The role ends then.") @Nullable String until,
            @Mixin WorkspaceOption at,
            @Mixin Governed governed) {
        if ((grant == null) == (revoke == null)) {
            throw new UserError("Cannot tell what to do about the role", "give --grant ROLE or --revoke ROLE");
        }
        governed.book(at.folder())
                .change(
                        governed.caller(at.folder()),
                        "role",
                        name,
                        all -> all.with(
                                grant != null
                                        ? all.get(name).granted(new RoleGrant(Role.of(grant), end(until)))
                                        : all.get(name).revoked(Role.of(java.util.Objects.requireNonNull(revoke)))));
        return 0;
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Remove an account; its entries stay.",
            footer = {"", "Example:", "  scrim account remove dan --workspace out"})
    int remove(
            @Parameters(paramLabel = "NAME", description = ACCOUNT) String name,
            @Mixin WorkspaceOption at,
            @Mixin Governed governed) {
        governed.book(at.folder()).change(governed.caller(at.folder()), "remove", name, all -> all.without(name));
        return 0;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List accounts.",
            footer = {"", "Example:", "  scrim account list --workspace out"})
    int list(@Mixin WorkspaceOption at, @Mixin JsonOption json, @Mixin Governed governed) {
        Instant now = Instant.now();
        if (json.asked()) {
            JsonDocument.print(
                    "account-list",
                    Map.of(
                            "accounts",
                            governed.book(at.folder()).accounts().byName().values().stream()
                                    .map(a -> document(a, now))
                                    .toList()));
            return 0;
        }
        Collection<Account> accounts =
                governed.book(at.folder()).accounts().byName().values();
        if (accounts.isEmpty()) {
            System.err.println("No account in this workspace yet; scrim account add makes one.");
        }
        accounts.forEach(a -> System.out.println(a.name() + "  "
                + a.grants().stream().map(g -> grant(g, now)).collect(Collectors.joining(", "))
                + a.keys().map(k -> "  keys " + k.fingerprint()).orElse("")));
        return 0;
    }

    private static Map<String, Object> document(Account account, Instant now) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("name", account.name());
        out.put(
                "roles",
                account.grants().stream()
                        .filter(g -> g.holdsAt(now))
                        .map(g -> g.role().label())
                        .toList());
        out.put("fingerprint", account.keys().map(PublicKeys::fingerprint).orElse(""));
        return out;
    }

    @Command(
            name = "whoami",
            mixinStandardHelpOptions = true,
            description = "Say who the environment's token is for.",
            footer = {"", "Example:", "  scrim account whoami --workspace out"})
    int whoami(@Mixin WorkspaceOption at, @Mixin JsonOption json, @Mixin Governed governed) {
        Caller caller = governed.caller(at.folder());
        if (json.asked()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("name", caller.name());
            answer.put("proven", caller.proven());
            answer.put("roles", List.copyOf(caller.roleLabels(Instant.now())));
            JsonDocument.print("account-whoami", answer);
            return 0;
        }
        System.out.println(caller.name()
                + (caller.proven() ? "  " : "  (by login, nothing proven)  ")
                + String.join(", ", caller.roleLabels(Instant.now())));
        return 0;
    }

    @Command(
            name = "password",
            mixinStandardHelpOptions = true,
            description = "Set an account's password.",
            footer = {"", "Example:", "  scrim account password ann --workspace out"})
    int password(
            @Parameters(paramLabel = "NAME", description = ACCOUNT) String name,
            @Option(names = "--passphrase-file", paramLabel = "FILE", description = PASSPHRASE) @Nullable Path file,
            @Mixin WorkspaceOption at,
            @Mixin Governed governed)
            throws IOException {
        char[] password = Secrets.read(Optional.ofNullable(file), "New password of " + name);
        if (password.length < SignerKey.MIN_PASSPHRASE) {
            throw new UserError(
                    "Cannot take a password of " + password.length + " characters",
                    "take at least " + SignerKey.MIN_PASSPHRASE);
        }
        PasswordHash hash = PasswordHash.of(password);
        AccountBook book = governed.book(at.folder());
        Caller caller = governed.caller(at.folder());
        if (caller.proven() && caller.name().equals(name)) {
            book.changeOwn(book.accounts().get(name), "password", a -> a.withPassword(hash));
        } else {
            book.change(caller, "password", name, all -> all.with(all.get(name).withPassword(hash)));
        }
        return 0;
    }

    @Command(
            name = "token",
            mixinStandardHelpOptions = true,
            description = "Print a fresh token for SCRIM_TOKEN, once. Asks for the account's password.",
            footer = {"", "Example:", "  scrim account token ann --workspace out              # for SCRIM_TOKEN"})
    int token(
            @Parameters(paramLabel = "NAME", description = ACCOUNT) String name,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            defaultValue = "30",
                            description = "For how long (default: 30).")
                    int days,
            @Option(names = "--passphrase-file", paramLabel = "FILE", description = PASSPHRASE) @Nullable Path file,
            @Mixin WorkspaceOption at,
            @Mixin Governed governed)
            throws IOException {
        if (days < 1 || days > MAX_TOKEN_DAYS) {
            throw new UserError("Cannot give a token for " + days + " days", "1 to " + MAX_TOKEN_DAYS);
        }
        AccountBook book = governed.book(at.folder());
        Account account = book.accounts().get(name);
        char[] password = Secrets.read(Optional.ofNullable(file), "Password of " + name);
        if (account.password().filter(p -> p.matches(password)).isEmpty()) {
            governed.audit(at.folder()).append(SystemUser.name(), "refused.login", "", name, "");
            throw new UserError("Cannot give a token: that is not the account's password", "see account password");
        }
        String token = AccessToken.fresh(new SecureRandom());
        Instant now = Clock.systemUTC().instant();
        book.changeOwn(account, "token", a -> a.withToken(AccessToken.of(token, now.plus(Duration.ofDays(days))), now));
        System.out.println(token);
        return 0;
    }

    @Command(
            name = "keys",
            mixinStandardHelpOptions = true,
            description = "Make a signer's keys: FILE, mode 600, under a passphrase, and FILE.pub to be enrolled.",
            footer = {"", "Example:", "  scrim account keys ann.key                           # on a machine of her own"
            })
    int keys(
            @Parameters(paramLabel = "FILE", description = "Where; it must not be there yet.") Path file,
            @Option(names = "--passphrase-file", paramLabel = "FILE", description = PASSPHRASE) @Nullable
                    Path passphrase,
            @Mixin JsonOption json)
            throws IOException {
        Path pub = file.resolveSibling(file.getFileName() + ".pub");
        SignerKey key = SignerKey.create(file, Secrets.read(Optional.ofNullable(passphrase), "New passphrase"));
        Files.writeString(pub, key.publicKeys().toJson() + "\n", StandardCharsets.UTF_8);
        if (json.asked()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("fingerprint", key.publicKeys().fingerprint());
            answer.put("public_keys", pub.toString());
            JsonDocument.print("account-keys", answer);
            return 0;
        }
        System.out.println(key.publicKeys().fingerprint() + "  " + pub);
        return 0;
    }

    @Command(
            name = "enrol",
            mixinStandardHelpOptions = true,
            description = "Give an account its public keys. Compare the fingerprint with its owner by another way.",
            footer = {"", "Example:", "  scrim account enrol ann --public ann.key.pub --workspace out"})
    int enrol(
            @Parameters(paramLabel = "NAME", description = ACCOUNT) String name,
            @Option(
                            names = "--public",
                            required = true,
                            paramLabel = "FILE",
                            description = "What account keys wrote as FILE.pub.")
                    Path file,
            @Mixin WorkspaceOption at,
            @Mixin JsonOption json,
            @Mixin Governed governed)
            throws IOException {
        PublicKeys keys;
        try {
            keys = PublicKeys.parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException | IllegalArgumentException e) {
            throw new UserError("Cannot read public keys from " + file, "name the .pub file of account keys", e);
        }
        governed.book(at.folder())
                .change(
                        governed.caller(at.folder()),
                        "enrol",
                        name,
                        all -> all.with(all.get(name).withKeys(keys)));
        if (json.asked()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("name", name);
            answer.put("fingerprint", keys.fingerprint());
            JsonDocument.print("account-enrol", answer);
            return 0;
        }
        System.out.println(name + "  " + keys.fingerprint());
        return 0;
    }

    private static Optional<Instant> end(@Nullable String date) {
        try {
            return date == null
                    ? Optional.empty()
                    : Optional.of(
                            LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (java.time.DateTimeException e) {
            throw new UserError("Cannot read --until as a date", "write it as 2027-01-31", e);
        }
    }

    private static String grant(RoleGrant g, Instant now) {
        return g.role().label()
                + g.until()
                        .map(u -> (g.holdsAt(now) ? " until " : " ended ")
                                + u.toString().substring(0, 10))
                        .orElse("");
    }
}
