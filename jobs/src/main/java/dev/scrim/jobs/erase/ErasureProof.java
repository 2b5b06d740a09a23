package dev.scrim.jobs.erase;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.scan.ScanResult;
import dev.scrim.datasets.scan.SecretScan;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardVerifier;
import dev.scrim.datasets.shards.erase.ExportErasure;
import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks for a person who was erased, as somebody would who had all of the workspace and of the releases. What it looked
 * at and found in order it says in words; what it did not look at it does not say.
 */
final class ErasureProof {
    private final Workspace workspace;
    private final String opaque;
    private final Predicate<String> theirs;
    private final Set<String> removed;
    private final Set<String> epochs;
    private final List<String> proven = new ArrayList<>();
    private long exports;
    private long scanned;

    /**
     * Of one person.
     *
     * @param removed names of samples and trajectories that were taken out of releases
     * @param epochs of the keys that were destroyed
     */
    ErasureProof(
            Workspace workspace, String opaque, Predicate<String> theirs, Set<String> removed, Set<String> epochs) {
        this.workspace = workspace;
        this.opaque = opaque;
        this.theirs = theirs;
        this.removed = removed;
        this.epochs = epochs;
    }

    /** No key of theirs, and no file of theirs that could be read without one; faults in words, none when it holds. */
    List<String> workspace(LocalKeyring keys) throws IOException {
        List<String> faults = new ArrayList<>();
        if (keys.keyIds().stream().anyMatch(k -> k.subject().equals(opaque))) {
            faults.add("a key of the person is still there");
        }
        if (epochs.stream().anyMatch(e -> canBeMade(keys, new KeyId(opaque, Integer.parseInt(e))))) {
            faults.add("a destroyed key of the person can be made again");
        }
        proven.add("the keyring has no key of the person, and makes none of those that were destroyed again");
        int builds = 0;
        for (String build : workspace.builds()) {
            for (StageName stage : workspace.build(build).stages()) {
                if (workspace.build(build).unencrypted(stage).stream().anyMatch(f -> f.contains(opaque))) {
                    faults.add("build " + build + " has a readable file of the person in stage " + stage);
                }
            }
            builds++;
        }
        for (String build : new Holdings(workspace, opaque).builds()) {
            if (Files.exists(
                    Path.of(workspace.build(build).stage(StageNames.EXPORT).toUri()))) {
                faults.add("build " + build + " still has an export with the person");
            }
        }
        proven.add("no stage of the " + builds + " builds has an unencrypted file in a folder of the person's, and no"
                + " build with them has an export");
        return faults;
    }

    private static boolean canBeMade(LocalKeyring keys, KeyId id) {
        try {
            keys.dataKey(id);
            return true;
        } catch (UserError e) {
            return false;
        }
    }

    /** No row of theirs for a reader, none of their names for a scan of every byte, and every export whole. */
    List<String> release(Path release, List<Path> folders) throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path export : folders) {
            if (!new ShardVerifier(ShardFormats.load())
                    .verify(new LocalShardDirectory(export))
                    .isGood()) {
                faults.add("a rewritten export is not what its manifest says");
            }
            if (new ExportErasure(export, theirs).holdsTheirs()) {
                faults.add("a sample of the person can still be read in a release");
            }
            exports++;
        }
        if (!removed.isEmpty()) {
            ScanResult scan = new SecretScan(List.copyOf(removed)).scan(release, 2, bytes -> {});
            if (!scan.isClean()) {
                faults.add("a scan of a release found " + scan.hits().size() + " names of samples of the person, and "
                        + scan.unopened().size() + " files that it could not unpack");
            }
            scanned += scan.files();
        }
        return faults;
    }

    /** What held, for who reads the certificate. */
    List<String> proven() {
        List<String> out = new ArrayList<>(proven);
        if (exports > 0) {
            out.add("readers of " + exports + " released exports give no sample of theirs, and each export is what its"
                    + " manifest says");
        }
        if (scanned > 0) {
            out.add("a scan of " + scanned + " released files found none of the " + removed.size()
                    + " names of their samples");
        }
        return List.copyOf(out);
    }
}
