package dev.scrim.jobs.build;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps {@code <workspace>/08-export} pointing at the newest readable export, so that nobody has to know build ids. */
final class LatestExport {
    private LatestExport() {}

    static void point(Workspace workspace, Build build) {
        Path root = Path.of(workspace.root().toUri());
        Path link = root.resolve(StageNames.EXPORT.value());
        Path target = root.relativize(Path.of(build.stagePath(StageNames.EXPORT).toUri()));
        Path fresh = root.resolve("." + StageNames.EXPORT.value() + "-" + build.id());
        try {
            if (Files.exists(link) && !Files.isSymbolicLink(link)) {
                throw new UserError(
                        "Cannot point " + link + " at the newest export: something else has that name",
                        "move it away; the export itself is in " + root.resolve(target));
            }
            Files.deleteIfExists(fresh);
            Files.createSymbolicLink(fresh, target);
            Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (UnsupportedOperationException e) {
            // A file system without links still has the export, under its build.
            return;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Cannot point at the newest export", e);
        }
    }
}
