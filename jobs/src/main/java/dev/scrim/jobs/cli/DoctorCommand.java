package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.audit.SystemUser;
import dev.scrim.jobs.doctor.ExposureJson;
import dev.scrim.jobs.doctor.ExposureText;
import dev.scrim.jobs.doctor.TreeReport;
import dev.scrim.jobs.doctor.TreeScan;
import dev.scrim.jobs.doctor.WorkspaceCheck;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scrim doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Look at who can read what, in a workspace or any other tree of tables.",
            "Of a workspace: every file's mode, owner, format and place; what lies open also keeps builds from starting. Of any other tree: each table that its group or everybody can read, that is not encrypted, or that nobody answers for.",
            "Looks at modes and first bytes, changes nothing (but --own), and follows no link. Ends with 1 when something lies open."
        },
        footer = {
            "",
            "A table of a tree is a folder with its partitions and numbered parts, or a file that stands alone: Parquet,",
            "ORC, Avro, Arrow, SQLite, CSV, JSON. Its owner is stated by OWNERS, owner.json or manifest.json (\"owner\")",
            "beside or above it.",
            "",
            "Examples:",
            "  scrim doctor out",
            "  scrim doctor out --json",
            "  scrim doctor /data/warehouse --worst 50 --show-paths"
        })
final class DoctorCommand implements Callable<Integer> {
    /** Threads for a core: a scan mostly waits for the disk. */
    private static final int THREADS_PER_CORE = 4;

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "Workspace or tree (default: this folder).")
    private Path path = Path.of("");

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--show-paths",
            description =
                    "Name every place. Names may be private: without it, those that are not Scrim's own are numbers.")
    private boolean showPaths;

    @Option(names = "--worst", paramLabel = "N", description = "Worst tables to list (default: ${DEFAULT-VALUE}).")
    private int worst = 10;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Folders looked at at once (default: 4 for each core).")
    private int threads;

    @Option(names = "--own", description = "Become the owner of this workspace's builds that name none. Audited.")
    private boolean own;

    @Option(
            names = "--keyring",
            paramLabel = "FILE",
            description = "Keyring file (default: keyring.json in the workspace).")
    private @Nullable Path keyring;

    @Override
    public Integer call() {
        return WorkspaceCheck.isWorkspace(path.toAbsolutePath()) ? workspace() : tree();
    }

    private int workspace() {
        WorkspaceCheck check =
                new WorkspaceCheck(path, keyring != null ? keyring : path.resolve("keyring.json"), Clock.systemUTC());
        if (own) {
            new AuditLog(path.toAbsolutePath().normalize(), Clock.systemUTC())
                    .append(SystemUser.name(), "doctor.own", "", "workspace", "");
            System.err.println(check.own(SystemUser.name()) + " builds taken over.");
        }
        WorkspaceCheck.Findings findings = check.run();
        System.out.print(
                json.asked() ? ExposureJson.of(findings, showPaths) + "\n" : ExposureText.screen(findings, showPaths));
        return findings.closed() ? 0 : 1;
    }

    private int tree() {
        if (own) {
            throw new UserError("Cannot own " + path + ": it is no workspace", "name one, or leave --own out");
        }
        int at = threads > 0 ? threads : THREADS_PER_CORE * Runtime.getRuntime().availableProcessors();
        boolean terminal = Terminal.isTerminal();
        TreeReport report = new TreeScan(
                        path,
                        at,
                        worst,
                        line -> System.err.print(terminal ? "\r" + line + "\u001b[K" : line + "\n"),
                        System::nanoTime)
                .run();
        if (terminal) {
            System.err.print("\r\u001b[K");
        }
        System.out.print(json.asked() ? report.json(showPaths) + "\n" : report.screen(showPaths));
        return report.exposed() == 0 ? 0 : 1;
    }
}
