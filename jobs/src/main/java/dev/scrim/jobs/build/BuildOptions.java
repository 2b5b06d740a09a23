package dev.scrim.jobs.build;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a launch may say beside its spec.
 *
 * @param evaluation leave the export readable; only for recordings whose people are declared invented
 * @param keyring the keyring's file; empty for the workspace's own
 * @param builder who builds, as the audit log is to have it
 * @param cores worker threads in local mode; 0 for all
 * @param partitions parts of a shuffle; 0 for twice the cores
 */
public record BuildOptions(
        boolean evaluation, Optional<Path> keyring, Optional<String> builder, int cores, int partitions) {
    /** Built by whoever is logged in. */
    public BuildOptions(boolean evaluation, Optional<Path> keyring, int cores, int partitions) {
        this(evaluation, keyring, Optional.empty(), cores, partitions);
    }

    /** A build for release, with all cores. */
    public static final BuildOptions DEFAULT = new BuildOptions(false, Optional.empty(), 0, 0);

    int shuffles() {
        int used = cores > 0 ? cores : Runtime.getRuntime().availableProcessors();
        return partitions > 0 ? partitions : Math.max(2, 2 * used);
    }
}
