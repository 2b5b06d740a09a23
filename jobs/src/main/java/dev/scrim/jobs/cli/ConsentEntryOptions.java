package dev.scrim.jobs.cli;

import dev.scrim.datasets.consent.ConsentFile;
import dev.scrim.datasets.consent.ConsentRow;
import dev.scrim.jobs.audit.SystemUser;
import dev.scrim.jobs.consent.ConsentDesk;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every entry of the ledger says, and where it is written. */
final class ConsentEntryOptions {
    /** Before whatever a computer recorded. */
    private static final String EVER = "1970-01-01T00:00:00Z";

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = "The ledger (default: ${DEFAULT-VALUE}); made by its first entry.")
    private Path ledger = Path.of(ConsentFile.NAME);

    @Option(
            names = "--workspace",
            paramLabel = "FOLDER",
            description =
                    "Workspace whose audit log this is written to, and where what was read of the person and is no"
                            + " longer allowed is forgotten at once (default: the ledger's folder, if it is one).")
    private @Nullable Path workspace;

    @Option(
            names = "--keyring",
            paramLabel = "FILE",
            description = "Keyring file (default: keyring.json in the workspace).")
    private @Nullable Path keyring;

    @Option(names = "--subject", required = true, paramLabel = "ID", description = "Whose word it is: a subject_id.")
    private String subject = "";

    @Option(names = "--purpose", paramLabel = "WORD", description = "What for (default: ${DEFAULT-VALUE}).")
    private String purpose = "training";

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "*, app:NAME or url:ADDRESS; * in a name stands for anything (default: ${DEFAULT-VALUE}).")
    private String scope = "*";

    @Option(names = "--from", paramLabel = "TIME", description = "First moment of recording that it is about, in UTC.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "First moment that it is no longer about (default: open).")
    private String to = "";

    @Option(
            names = "--source",
            paramLabel = "TEXT",
            description = "How it came about, such as signed-form; no private content (default: ${DEFAULT-VALUE}).")
    private String source = "said-to-the-desk";

    @Mixin
    private JsonOption json = new JsonOption();

    Optional<String> from() {
        return Optional.ofNullable(from);
    }

    boolean ends() {
        return !to.isEmpty();
    }

    boolean everything() {
        return scope.equals("*");
    }

    /** What came of one entry or many, for programs. */
    static Map<String, Object> document(ConsentDesk.Taken taken) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("entries_written", taken.entries());
        out.put("last_entry", taken.seq());
        out.put("people_forgotten", taken.forgotten());
        return out;
    }

    /** @param fromWhen the start where nobody said one; empty for all that was ever recorded */
    int take(ConsentRow.State state, Optional<String> fromWhen) {
        ConsentRow row = ConsentFile.row(List.of(
                subject,
                purpose,
                scope,
                state.label(),
                from().or(() -> fromWhen).orElse(EVER),
                to,
                source));
        ConsentDesk.Taken taken = new ConsentDesk(
                        ledger, Optional.ofNullable(workspace), Optional.ofNullable(keyring), Clock.systemUTC())
                .take(row, SystemUser.name());
        if (json.asked()) {
            JsonDocument.print("consent-" + state.label(), document(taken));
            return 0;
        }
        System.out.println("Entry " + taken.seq() + " written"
                + (taken.forgotten() > 0 ? "; what was read of " + taken.forgotten() + " people is forgotten." : "."));
        return 0;
    }
}
