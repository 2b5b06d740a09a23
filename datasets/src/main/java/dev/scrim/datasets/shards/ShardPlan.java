package dev.scrim.datasets.shards;

import dev.scrim.datasets.split.Split;

/**
 * Cuts one split's ordered samples into shards of even size before the first is written, since a shard's name holds the
 * number of shards.
 *
 * @param samples of the whole split
 * @param shards at least 1
 */
public record ShardPlan(Split split, long samples, int shards) {
    /** 500 MB, the shard size of Hugging Face's own writer ({@code datasets.config.MAX_SHARD_SIZE}). */
    public static final long DEFAULT_MAX_BYTES = 500_000_000L;

    public ShardPlan {
        if (samples < 0 || shards < 1) {
            throw new IllegalArgumentException("Cannot plan " + shards + " shards of " + samples + " samples");
        }
    }

    /** As few shards as keep each below {@code maxBytes} on average. */
    public static ShardPlan bySize(Split split, long samples, long totalBytes, long maxBytes) {
        if (maxBytes < 1 || totalBytes < 0) {
            throw new IllegalArgumentException(
                    "Cannot plan shards of " + maxBytes + " bytes for " + totalBytes + " bytes");
        }
        long wanted = -Math.floorDiv(-totalBytes, maxBytes);
        return new ShardPlan(split, samples, (int) Math.max(1, Math.min(Math.max(1, samples), wanted)));
    }

    /** The shard of the sample at {@code rank} (from 0) in the split's order. */
    public ShardName shardOf(long rank) {
        if (rank < 0 || rank >= samples) {
            throw new IllegalArgumentException("Cannot place sample " + rank + " of " + samples);
        }
        return new ShardName(split, (int) (rank * shards / samples), shards);
    }
}
