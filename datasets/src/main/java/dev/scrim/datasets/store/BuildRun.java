package dev.scrim.datasets.store;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hadoop.fs.Path;

/** The one run that may write to a build; closing it lets the next one in. Used by one thread. */
public final class BuildRun implements AutoCloseable {
    private static final String LOCK = ".lock";

    private final BuildFolder build;
    private final Disk disk;
    private final Clock clock;
    private final AutoCloseable lock;

    private BuildRun(BuildFolder build, Disk disk, Clock clock, AutoCloseable lock) {
        this.build = build;
        this.disk = disk;
        this.clock = clock;
        this.lock = lock;
    }

    static BuildRun start(BuildFolder build, Disk disk, Clock clock) {
        Path lockFile = new Path(build.path(), LOCK);
        return StoreIo.call("start build", build.path(), () -> {
            disk.makeFolder(build.path());
            AutoCloseable lock;
            try {
                lock = disk.lock(lockFile);
            } catch (Disk.HeldElsewhere e) {
                throw new UserError(
                        "Cannot start build " + build.id() + ": another run is writing it",
                        disk instanceof LocalDisk
                                ? "wait for that run, or stop it"
                                : "wait for that run; if it was killed, delete " + lockFile,
                        e);
            }
            BuildRun run = new BuildRun(build, disk, clock, lock);
            try {
                run.sweep();
            } catch (IOException | RuntimeException e) {
                run.close();
                throw e;
            }
            return run;
        });
    }

    public BuildFolder build() {
        return build;
    }

    /**
     * Starts a stage in a fresh hidden folder.
     *
     * @throws IllegalStateException when the stage is committed (see {@link #discardFrom})
     */
    public StageCommit begin(StageName stage) {
        if (build.committed(stage).isPresent()) {
            throw new IllegalStateException("Cannot begin stage " + stage + ": it is committed");
        }
        Path folder = temporary(stage);
        StoreIo.run("begin stage", folder, () -> disk.makeFolder(folder));
        return new StageCommit(build, stage, folder, disk, clock);
    }

    /**
     * Starts a stage that can go on where a dead run left off: in that run's folder where it was making the stage from
     * the same, else in a fresh one. What lies there may be half-written; the stage has to tell.
     *
     * @param inputsDigest {@link StageInputs#digest()}
     * @throws IllegalStateException when the stage is committed (see {@link #discardFrom})
     */
    public StageCommit resume(StageName stage, String inputsDigest) {
        if (build.committed(stage).isPresent()) {
            throw new IllegalStateException("Cannot resume stage " + stage + ": it is committed");
        }
        Path folder = new Path(build.path(), StageLocation.resumableName(stage, inputsDigest));
        StoreIo.run("resume stage", folder, () -> {
            for (Disk.Entry entry : disk.list(build.path())) {
                if (StageLocation.isResumable(entry.name())
                        && StageLocation.stageOf(entry.name()).equals(Optional.of(stage))
                        && !entry.name().equals(folder.getName())) {
                    disk.delete(new Path(build.path(), entry.name()));
                }
            }
            // A run that was killed while it gave the folder its name has hashed it already, and may have moved it.
            disk.delete(new Path(folder, Manifest.FILE));
            disk.makeFolder(folder);
        });
        return new StageCommit(build, stage, folder, disk, clock);
    }

    /**
     * Removes a stage and every later one, the last first, so that no stage outlives what it was made from. Each
     * loses its name before its files, so a kill in between leaves no half stage.
     */
    public void discardFrom(StageName stage) {
        List<StageName> stages = build.stages();
        for (int i = stages.size() - 1; i >= 0 && stages.get(i).compareTo(stage) >= 0; i--) {
            discard(stages.get(i));
        }
    }

    private void discard(StageName stage) {
        Path folder = build.stage(stage);
        StoreIo.run("discard stage", folder, () -> {
            if (disk.renamesFolders()) {
                Path aside = temporary(stage);
                disk.rename(folder, aside);
                disk.delete(aside);
            } else {
                disk.delete(new Path(folder, Manifest.FILE));
                disk.delete(folder);
            }
        });
    }

    /** All of it is of dead runs: a living one would hold the lock. What can be resumed is left to {@link #resume}. */
    private void sweep() throws IOException {
        for (Disk.Entry entry : disk.list(build.path())) {
            Optional<StageName> stage = StageLocation.stageOf(entry.name());
            Path folder = new Path(build.path(), entry.name());
            if (stage.isPresent()
                    && !StageLocation.isResumable(entry.name())
                    && (StageLocation.isTemporary(entry.name()) || !disk.exists(new Path(folder, Manifest.FILE)))) {
                disk.delete(folder);
            }
        }
    }

    private Path temporary(StageName stage) {
        return new Path(
                build.path(),
                StageLocation.temporaryName(stage, ThreadLocalRandom.current().nextLong()));
    }

    @Override
    public void close() {
        StoreIo.run("end build", build.path(), () -> {
            try {
                lock.close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
    }
}
