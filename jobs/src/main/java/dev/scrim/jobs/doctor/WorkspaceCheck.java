package dev.scrim.jobs.doctor;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.stage.BuildOwner;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at every file of a workspace. Changes nothing, and works on one that no build would open. */
public final class WorkspaceCheck {
    private final Path workspace;
    private final Path keyring;
    private final Clock clock;

    /** @param keyring its file; need not be there */
    public WorkspaceCheck(Path workspace, Path keyring, Clock clock) {
        this.workspace = workspace.toAbsolutePath().normalize();
        this.keyring = keyring;
        this.clock = clock;
    }

    /**
     * What was found.
     *
     * @param files that were opened
     */
    public record Findings(List<Exposure> exposures, long files) {
        public Findings {
            exposures = List.copyOf(exposures);
        }

        /** Whether nothing of it lies open. */
        public boolean closed() {
            return exposures.stream().noneMatch(e -> e.severity() == Severity.EXPOSED);
        }
    }

    /** Whether a folder is a workspace rather than any other tree. */
    public static boolean isWorkspace(Path folder) {
        return Files.isDirectory(folder.resolve("builds"));
    }

    /** The worst first. */
    public Findings run() {
        return look(workspace, keyring, clock, true);
    }

    /**
     * Takes over every build that names nobody as its owner.
     *
     * @return how many
     */
    public int own(String who) {
        int taken = 0;
        try (DirectoryStream<Path> builds = Files.newDirectoryStream(workspace.resolve("builds"), Files::isDirectory)) {
            for (Path build : builds) {
                boolean holds = StageNames.ORDER.stream().anyMatch(s -> Files.isDirectory(build.resolve(s.value())));
                org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path(build.toUri());
                String id = build.getFileName().toString();
                if (holds
                        && BuildOwner.read(folder)
                                .filter(o -> o.build().equals(id))
                                .isEmpty()) {
                    BuildOwner.write(folder, id, who, clock);
                    taken++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write into the builds of " + workspace, e);
        }
        return taken;
    }

    static Findings look(Path workspace, Path keyring, Clock clock, boolean whole) {
        List<Exposure> found = new ArrayList<>();
        WorkspaceWalk walk = new WorkspaceWalk(workspace, keyring, clock, whole, found::add);
        try {
            walk.run();
            found.addAll(SpillFolders.look(
                    FileFacts.of(workspace).uid(),
                    SpillFolders.temporary(),
                    Optional.ofNullable(System.getProperty("spark.local.dir"))));
        } catch (java.nio.file.AccessDeniedException e) {
            throw new UserError("Cannot look at workspace " + workspace + ": access is denied", "run as its owner", e);
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            throw new UserError(
                    "Cannot tell who can read workspace " + workspace,
                    "keep it on a file system with POSIX permissions; on Windows work inside WSL",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at workspace " + workspace, e);
        }
        found.sort(Exposure.ORDER);
        return new Findings(found, walk.looked());
    }
}
