package dev.scrim.datasets.store;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * One stage being written. Its files go below {@link #folder()}; {@link #commit} hashes them, writes the manifest last
 * and gives the folder its name in one step. Closing without a commit removes everything. Used by one thread.
 */
public final class StageCommit implements AutoCloseable {
    private final BuildFolder build;
    private final StageName stage;
    private final Path folder;
    private final Disk disk;
    private final Clock clock;
    private final Instant started;
    private boolean ended;

    StageCommit(BuildFolder build, StageName stage, Path folder, Disk disk, Clock clock) {
        this.build = build;
        this.stage = stage;
        this.folder = folder;
        this.disk = disk;
        this.clock = clock;
        this.started = clock.instant();
    }

    public StageName stage() {
        return stage;
    }

    /** Where to write; it has another name after the commit. */
    public Path folder() {
        return folder;
    }

    /** Where a table of this stage is written: one folder below {@link #folder()}. */
    public Path table(String name) {
        return new Path(folder, name);
    }

    /**
     * Makes the stage exist.
     *
     * @throws dev.scrim.datasets.check.UserError when the disk is full; nothing is committed then
     * @throws IllegalStateException when the stage exists already, a writer has not finished, or a file is not
     *     encrypted
     */
    public Manifest commit(StageFacts facts) {
        return commit(facts, false);
    }

    /** As {@link #commit}, for a stage that people or trainers read without a key, such as exported shards. */
    public Manifest commitReadable(StageFacts facts) {
        return commit(facts, true);
    }

    private Manifest commit(StageFacts facts, boolean readable) {
        if (ended) {
            throw new IllegalStateException("Cannot commit stage " + stage + ": it has ended");
        }
        Manifest manifest = StoreIo.call("commit stage", build.stage(stage), () -> {
            Manifest prepared = prepare(facts, readable);
            publish();
            return prepared;
        });
        ended = true;
        return manifest;
    }

    /** Everything but the rename: after it the folder is whole, and still does not exist to any reader. */
    Manifest prepare(StageFacts facts, boolean readable) throws IOException {
        List<StoredFile> files = new StageFiles(disk, folder).settle(readable);
        Manifest manifest = new Manifest(build.id(), stage, facts, files, started, clock.instant());
        disk.writeNew(new Path(folder, Manifest.FILE), ManifestJson.write(manifest));
        disk.sync(folder);
        return manifest;
    }

    private void publish() throws IOException {
        Path target = build.stage(stage);
        if (disk.exists(new Path(target, Manifest.FILE))) {
            throw new IllegalStateException("Cannot commit stage " + stage + ": it is committed");
        }
        if (disk.renamesFolders()) {
            disk.rename(folder, target);
            return;
        }
        // Where a folder moves file by file (object stores), the manifest moves last: until then nothing is there.
        disk.makeFolder(target);
        for (Disk.Entry entry : disk.list(folder)) {
            if (!entry.name().equals(Manifest.FILE)) {
                disk.rename(new Path(folder, entry.name()), new Path(target, entry.name()));
            }
        }
        disk.rename(new Path(folder, Manifest.FILE), new Path(target, Manifest.FILE));
        disk.delete(folder);
    }

    /** Removes what was written, unless it was committed. */
    public void abort() {
        if (!ended) {
            ended = true;
            StoreIo.run("remove unfinished stage", folder, () -> disk.delete(folder));
        }
    }

    @Override
    public void close() {
        abort();
    }
}
