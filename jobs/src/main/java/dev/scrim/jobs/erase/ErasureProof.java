package dev.scrim.jobs.erase;

import dev.scrim.datasets.scan.ScanResult;
import dev.scrim.datasets.scan.SecretScan;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardVerifier;
import dev.scrim.datasets.shards.erase.ExportErasure;
import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.datasets.vault.LocalKeyring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Looks for a person who was erased, as somebody would who had all of the workspace and of the releases. */
final class ErasureProof {
    private final Workspace workspace;
    private final String opaque;
    private final Predicate<String> theirs;
    private final Set<String> removed;

    ErasureProof(Workspace workspace, String opaque, Predicate<String> theirs, Set<String> removed) {
        this.workspace = workspace;
        this.opaque = opaque;
        this.theirs = theirs;
        this.removed = removed;
    }

    /** No key of theirs, and no file of theirs that could be read without one; faults in words, none when it holds. */
    List<String> workspace(LocalKeyring keys) {
        List<String> faults = new ArrayList<>();
        if (keys.keyIds().stream().anyMatch(k -> k.subject().equals(opaque))) {
            faults.add("a key of the person is still there");
        }
        for (String build : workspace.builds()) {
            for (StageName stage : workspace.build(build).stages()) {
                if (workspace.build(build).unencrypted(stage).stream().anyMatch(f -> f.contains(opaque))) {
                    faults.add("build " + build + " has a readable file of the person in stage " + stage);
                }
            }
        }
        return faults;
    }

    /** No row of theirs for a reader, none of their names for a scan of every byte, and every export whole. */
    List<String> release(Path release, List<Path> exports) throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path export : exports) {
            if (!new ShardVerifier(ShardFormats.load())
                    .verify(new LocalShardDirectory(export))
                    .isGood()) {
                faults.add("a rewritten export is not what its manifest says");
            }
            if (new ExportErasure(export, theirs).holdsTheirs()) {
                faults.add("a sample of the person can still be read in a release");
            }
        }
        if (!removed.isEmpty()) {
            ScanResult scan = new SecretScan(List.copyOf(removed)).scan(release, 2, bytes -> {});
            if (!scan.isClean()) {
                faults.add("a scan of a release found " + scan.hits().size() + " names of samples of the person, and "
                        + scan.unopened().size() + " files that it could not unpack");
            }
        }
        return faults;
    }
}
