package dev.scrim.jobs.export;

import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.SealedShardDirectory;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.datasets.vault.MediaVault;
import dev.scrim.jobs.stage.StageNames;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;

/**
 * Where one format's files go, as it travels to tasks.
 *
 * @param folder URI of the format's folder
 * @param sealed whether the files are encrypted under the build's key until a release opens them
 */
record ShardPlace(String folder, boolean sealed, String build, String keyring) implements Serializable {
    private static final int EPOCH = 0;

    ShardDirectory open() {
        return over(stored());
    }

    /** The files as they lie on disk, sealed ones as they were sealed. */
    LocalShardDirectory stored() {
        return local(folder);
    }

    /** @param folder URI or path */
    static LocalShardDirectory local(String folder) {
        URI uri = URI.create(folder);
        return new LocalShardDirectory(uri.getScheme() == null ? Path.of(folder) : Path.of(uri));
    }

    /** The readable side of {@link #stored}, or of what stands before it. */
    ShardDirectory over(ShardDirectory local) {
        if (!sealed) {
            return local;
        }
        return new SealedShardDirectory(
                local,
                new MediaVault(LocalKeyring.open(Path.of(keyring))),
                new KeyId(KeyId.BUILD, EPOCH),
                build,
                StageNames.EXPORT);
    }
}
