package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.shards.ExportManifest;
import java.nio.file.Files;
import java.nio.file.Path;

/** An export as it is named on the command line. */
final class ExportFolder {
    private ExportFolder() {}

    /** @throws UserError where no manifest stands in it, as in a folder above or below it, or in one that is sealed */
    static void require(Path folder) {
        if (!Files.isRegularFile(folder.resolve(ExportManifest.FILE))) {
            throw none(folder);
        }
    }

    static UserError none(Path folder) {
        return new UserError(
                "Cannot find an export in " + folder + ": no manifest in it can be read",
                "name the folder of one format, such as WORKSPACE/builds/ID/08-export/hf-parquet; a sealed export has to"
                        + " be released first: scrim status WORKSPACE/builds/ID says what is missing");
    }
}
