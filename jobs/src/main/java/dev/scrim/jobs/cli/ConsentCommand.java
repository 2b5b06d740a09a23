package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.consent.ConsentFile;
import dev.scrim.datasets.consent.ConsentRow.State;
import dev.scrim.jobs.audit.SystemUser;
import dev.scrim.jobs.consent.ConsentDesk;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scrim consent}. */
@Command(
        name = "consent",
        mixinStandardHelpOptions = true,
        description = {
            "The ledger of what people allowed: show it, and add to it.",
            "A file that is appended to only, each entry bound to the one before. Nothing is built of whom it grants nothing.",
            "Entries are about when something was recorded. A later entry of the same person, purpose and scope stands against an earlier one; entries of different scopes add up, and whatever denies wins."
        },
        footer = {
            "",
            "Examples:",
            "  scrim consent grant --subject subj-7 --source signed-form",
            "  scrim consent exempt --subject subj-7 --scope url:*.bank.test",
            "  scrim consent pause --subject subj-7 --from 2026-03-02T12:00:00Z --to 2026-03-02T13:00:00Z",
            "  scrim consent withdraw --subject subj-7 --workspace out",
            "  scrim consent import consent.csv --ledger consent.jsonl",
            "  scrim consent show --entries"
        })
final class ConsentCommand implements Callable<Integer> {
    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        java.util.Objects.requireNonNull(spec).commandLine().usage(System.out);
        return 0;
    }

    @Command(
            name = "grant",
            mixinStandardHelpOptions = true,
            description = "Allow something: by default everything that is recorded from now on.",
            footer = {
                "",
                "Examples:",
                "  scrim consent grant --subject subj-7 --source signed-form",
                "  scrim consent grant --subject subj-7 --scope app:Calc --from 2026-01-01T00:00:00Z"
            })
    int grant(@Mixin ConsentEntryOptions entry) {
        return entry.take(State.GRANT, Optional.of(now()));
    }

    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            description =
                    "Take it back: by default everything that was ever recorded. Builds made before keep what they"
                            + " have until they are erased; every further one is without it.",
            footer = {"", "Example:", "  scrim consent withdraw --subject subj-7 --workspace out"})
    int withdraw(@Mixin ConsentEntryOptions entry) {
        return entry.take(State.WITHDRAW, Optional.empty());
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Leave out what was recorded in a time: --from and --to.",
            footer = {
                "",
                "Example:",
                "  scrim consent pause --subject subj-7 --from 2026-03-02T12:00:00Z --to 2026-03-02T13:00:00Z"
            })
    int pause(@Mixin ConsentEntryOptions entry) {
        if (entry.from().isEmpty() || !entry.ends()) {
            throw new UserError("Cannot pause without a time", "give --from and --to; to end for good, withdraw");
        }
        return entry.take(State.PAUSE, Optional.empty());
    }

    @Command(
            name = "exempt",
            mixinStandardHelpOptions = true,
            description = "Leave out a program or a web site: --scope; by default whenever it was recorded.",
            footer = {"", "Example:", "  scrim consent exempt --subject subj-7 --scope url:*.bank.test"})
    int exempt(@Mixin ConsentEntryOptions entry) {
        if (entry.everything()) {
            throw new UserError(
                    "Cannot exempt everything", "name a program or a site with --scope; to end for good, withdraw");
        }
        return entry.take(State.EXEMPT, Optional.empty());
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Who allows what, worked out as a build does; and the ledger's head. Takes CSV, too.",
            footer = {"", "Example:", "  scrim consent show --ledger consent.jsonl --entries"})
    int show(
            @Option(
                            names = "--ledger",
                            paramLabel = "FILE",
                            defaultValue = ConsentFile.NAME,
                            description = "The ledger (default: ${DEFAULT-VALUE}).")
                    Path ledger,
            @Option(names = "--entries", description = "Also every entry.") boolean entries,
            @Option(
                            names = "--since",
                            paramLabel = "HEAD",
                            description = "Also hold it to the head that a build pinned (consent.ledger_head of its"
                                    + " privacy_manifest.json): nothing of then may be changed or gone.")
                    @Nullable
                    String since,
            @Mixin JsonOption json) {
        ConsentDesk desk = desk(ledger, null, null);
        if (json.asked()) {
            Map<String, Object> answer = new LinkedHashMap<>(desk.document(entries));
            if (since != null) {
                answer.put("entries_at_since", desk.since(since));
            }
            JsonDocument.print("consent-show", answer);
            return 0;
        }
        System.out.print(desk.show(entries));
        if (since != null) {
            System.out.println("Had " + desk.since(since) + " entries at that head; all of them still stand.");
        }
        return 0;
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description =
                    "Take over a ledger of CSV, all of it or nothing. Again with more rows, it takes over the rest.",
            footer = {"", "Example:", "  scrim consent import consent.csv --ledger consent.jsonl"})
    int importCsv(
            @Parameters(paramLabel = "CSV", description = "Its file.") Path csv,
            @Option(
                            names = "--ledger",
                            paramLabel = "FILE",
                            defaultValue = ConsentFile.NAME,
                            description = "The ledger (default: ${DEFAULT-VALUE}).")
                    Path ledger,
            @Option(
                            names = "--workspace",
                            paramLabel = "FOLDER",
                            description = "Workspace whose audit log this is written to.")
                    @Nullable
                    Path workspace,
            @Option(
                            names = "--keyring",
                            paramLabel = "FILE",
                            description = "Keyring file (default: keyring.json in the workspace).")
                    @Nullable
                    Path keyring,
            @Mixin JsonOption json) {
        ConsentDesk.Taken taken = desk(ledger, workspace, keyring).importCsv(csv, SystemUser.name());
        if (json.asked()) {
            JsonDocument.print("consent-import", ConsentEntryOptions.document(taken));
            return 0;
        }
        System.out.println(taken.entries() + " entries written; the ledger has " + taken.seq() + ".");
        return 0;
    }

    private static ConsentDesk desk(Path ledger, @Nullable Path workspace, @Nullable Path keyring) {
        return new ConsentDesk(ledger, Optional.ofNullable(workspace), Optional.ofNullable(keyring), Clock.systemUTC());
    }

    private static String now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
