package dev.scrim.jobs.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The workspace of commands whose own subject is something else. */
final class WorkspaceOption {
    @Option(
            names = "--workspace",
            required = true,
            paramLabel = "FOLDER",
            description = "The workspace: the folder that holds builds.")
    private Path folder = Path.of(".");

    Path folder() {
        return folder;
    }
}
