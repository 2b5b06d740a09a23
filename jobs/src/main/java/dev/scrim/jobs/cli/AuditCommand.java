package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.OneLine;
import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.audit.AuditEntry;
import dev.scrim.jobs.audit.AuditLog;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scrim audit}. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Who did what in a workspace: its log, and whether it is whole.",
            "It has views of what is not released, accounts, signatures, releases, and what was refused."
        },
        footer = {
            "",
            "A log that was cut off shows only against its anchors: keep them on a disk that those who work in the",
            "workspace cannot write to at will, one file for one workspace, and name it in SCRIM_ANCHORS or --anchors.",
            "",
            "Examples:",
            "  scrim audit show out",
            "  scrim audit show out --what refused.",
            "  scrim audit anchor out --anchors /mnt/ledger/out.anchors",
            "  scrim audit verify out --anchors /mnt/ledger/out.anchors"
        })
final class AuditCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public void run() {
        java.util.Objects.requireNonNull(spec).commandLine().usage(System.out);
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Print entries, the oldest first.",
            footer = {"", "Examples:", "  scrim audit show out", "  scrim audit show out --what refused."})
    int show(
            @Parameters(paramLabel = "WORKSPACE", description = "The folder that holds builds.") Path workspace,
            @Option(
                            names = "--what",
                            paramLabel = "WORD",
                            defaultValue = "",
                            description = "Only entries whose kind starts so, such as refused. or sign.")
                    String what,
            @Option(names = "--build", paramLabel = "ID", defaultValue = "", description = "Only of this build.")
                    String build,
            @Mixin JsonOption json,
            @Mixin Governed governed) {
        AuditLog log = governed.audit(workspace);
        List<AuditEntry> entries = log.entries().stream()
                .filter(e -> e.what().startsWith(what))
                .filter(e -> build.isEmpty() || e.build().equals(build))
                .toList();
        if (json.asked()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("entries", entries.stream().map(AuditCommand::document).toList());
            answer.put(
                    "refused_beside",
                    log.refusalsBeside().stream().map(AuditCommand::document).toList());
            JsonDocument.print("audit-show", answer);
            return 0;
        }
        if (entries.isEmpty()) {
            System.err.println(
                    "No entry of that kind, in a log of " + log.entries().size() + ".");
        }
        entries.forEach(e -> System.out.println(line(String.valueOf(e.seq()), e) + "  " + OneLine.of(e.reason())));
        log.refusalsBeside().forEach(e -> System.out.println(line("beside", e)));
        return 0;
    }

    private static Map<String, Object> document(AuditEntry e) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("seq", e.seq());
        out.put("at", e.at().toString());
        out.put("who", e.who());
        out.put("what", e.what());
        out.put("build", e.build());
        out.put("object", e.object());
        out.put("reason", e.reason());
        out.put("hash", e.hash());
        return out;
    }

    /** Reasons and names of accounts are people's own words, and a log that could move the cursor could hide a line. */
    private static String line(String number, AuditEntry e) {
        return OneLine.of(String.join("  ", number, e.at().toString(), e.who(), e.what(), e.build(), e.object()));
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Check that no entry was changed, removed or, against the anchors, cut off.",
            footer = {"", "Example:", "  scrim audit verify out --anchors /mnt/ledger/out.anchors"})
    int verify(
            @Parameters(paramLabel = "WORKSPACE", description = "The folder that holds builds.") Path workspace,
            @Mixin JsonOption json,
            @Mixin Governed governed) {
        AuditLog log = governed.audit(workspace);
        int entries = log.entries().size();
        if (json.asked()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("entries", entries);
            governed.anchors().ifPresent(a -> answer.put("anchored_heads", log.anchored()));
            JsonDocument.print("audit-verify", answer);
            return 0;
        }
        System.out.println(entries + " entries, none changed or removed"
                + governed.anchors()
                        .map(a -> "; " + log.anchored() + " anchored heads are among them")
                        .orElse("; no anchors were given, so that a cut-off end would not show"));
        return 0;
    }

    @Command(
            name = "anchor",
            mixinStandardHelpOptions = true,
            description = "Keep the log's head as it is now in the file of anchors.",
            footer = {"", "Example:", "  scrim audit anchor out --anchors /mnt/ledger/out.anchors"})
    int anchor(
            @Parameters(paramLabel = "WORKSPACE", description = "The folder that holds builds.") Path workspace,
            @Mixin JsonOption json,
            @Mixin Governed governed) {
        if (governed.anchors().isEmpty()) {
            throw new UserError("Cannot anchor without a file", "name one outside the workspace in --anchors");
        }
        String head = String.valueOf(governed.audit(workspace).anchor());
        if (json.asked()) {
            JsonDocument.print("audit-anchor", Map.of("head", head));
            return 0;
        }
        System.out.println(head);
        return 0;
    }
}
