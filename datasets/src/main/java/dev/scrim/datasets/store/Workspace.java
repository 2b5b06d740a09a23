package dev.scrim.datasets.store;

import dev.scrim.datasets.check.UserError;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The one folder that holds all builds, readable by its owner only. Thread-safe. */
public final class Workspace {
    private final Path root;
    private final Disk disk;
    private final Clock clock;
    private final Protection protection;

    private Workspace(Path root, Disk disk, Clock clock, Protection protection) {
        this.root = root;
        this.disk = disk;
        this.clock = clock;
        this.protection = protection;
    }

    /**
     * Opens a workspace, and makes it (mode 700) when it is not there.
     *
     * @param root a local path or any URI that {@code conf} has a Hadoop file system for
     * @param clock for the times in manifests
     * @throws UserError when others can read it, or it cannot be written to
     */
    public static Workspace open(URI root, Configuration conf, Clock clock) {
        return StoreIo.call("open workspace", root, () -> {
            Path path = new Path(root);
            return open(path, Disk.of(path, conf), clock);
        });
    }

    static Workspace open(Path path, Disk disk, Clock clock) {
        Path root = disk.qualify(path);
        return StoreIo.call("open workspace", root, () -> {
            if (!disk.exists(root)) {
                disk.makeFolder(root);
            } else if (!disk.isFolder(root)) {
                throw new UserError("Cannot open workspace: " + root + " is a file", "name a folder");
            }
            Protection protection = disk.checkOwnerOnly(root);
            disk.makeFolder(new Path(root, StageLocation.BUILDS));
            return new Workspace(root, disk, clock, protection);
        });
    }

    public Path root() {
        return root;
    }

    /** What is known about who else can read it. */
    public Protection protection() {
        return protection;
    }

    /**
     * Where the keyring is unless the user says otherwise.
     *
     * @throws UserError when the workspace is not on a local disk, where a key file can be protected
     */
    public java.nio.file.Path defaultKeyring() {
        if (!(disk instanceof LocalDisk)) {
            throw new UserError(
                    "Cannot keep a keyring in workspace: " + root,
                    "name a keyring file on a local or shared disk of its own");
        }
        return LocalDisk.nio(new Path(root, "keyring.json"));
    }

    public BuildFolder build(String buildId) {
        return new BuildFolder(
                new Path(new Path(root, StageLocation.BUILDS), StageLocation.checkedBuild(buildId)),
                buildId,
                disk,
                clock);
    }

    /** Ids of all builds that have a folder, sorted. */
    public List<String> builds() {
        Path builds = new Path(root, StageLocation.BUILDS);
        return StoreIo.call(
                "list builds",
                builds,
                () -> disk.list(builds).stream()
                        .filter(Disk.Entry::folder)
                        .map(Disk.Entry::name)
                        .toList());
    }

    /** Whether any build has a committed stage, which the keyring that encrypted it is needed for. */
    public boolean holdsStages() {
        return builds().stream().anyMatch(id -> !build(id).stages().isEmpty());
    }

    /** Bytes that can still be written; empty where the storage does not say. */
    public OptionalLong freeBytes() {
        return StoreIo.call("ask free space", root, () -> disk.freeBytes(root));
    }

    /**
     * Stops a run that would end with a full disk.
     *
     * @throws UserError when the storage says that it has less left
     */
    public void requireFreeBytes(long bytes) {
        OptionalLong free = freeBytes();
        if (free.isPresent() && free.getAsLong() < bytes) {
            throw new UserError(
                    "Cannot build in workspace: " + root + ": " + (free.getAsLong() >> 20) + " MiB are free, about "
                            + (bytes >> 20) + " MiB are needed",
                    "free some space, or name a workspace on another disk");
        }
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
