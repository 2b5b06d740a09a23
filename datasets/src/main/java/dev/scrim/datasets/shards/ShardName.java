package dev.scrim.datasets.shards;

import dev.scrim.datasets.split.Split;

/**
 * Which shard: names depend on nothing but this, so a retried or speculative task writes the same file.
 *
 * @param ordinal from 0
 * @param total shards of the split
 */
public record ShardName(Split split, int ordinal, int total) {
    public ShardName {
        if (ordinal < 0 || ordinal >= total || total > 100_000) {
            throw new IllegalArgumentException(
                    "Cannot name shard " + ordinal + " of " + total + " (count from 0, at most 100000 shards)");
        }
    }

    /** {@code train-00000-of-00004}, as the Hugging Face hub names them. */
    public String stem() {
        return "%s-%05d-of-%05d".formatted(split.label(), ordinal, total);
    }
}
