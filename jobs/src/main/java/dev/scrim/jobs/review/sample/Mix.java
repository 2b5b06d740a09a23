package dev.scrim.jobs.review.sample;

import dev.scrim.datasets.store.Digests;

/**
 * Numbers that look random to whoever does not know the seed, and are the same each time. Frame ids are HMACs, so their
 * first digits are as good as random; the finisher is that of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
 */
final class Mix {
    private static final int DIGITS = 16;

    private final long seed;

    /** @param use keeps two draws from one seed apart */
    Mix(String seed, String use) {
        this.seed = Long.parseUnsignedLong(
                Digests.fields("scrim-review-mix/1").add(seed).add(use).hex().substring(0, DIGITS), 16);
    }

    long of(String frameId) {
        return finish(finish(Long.parseUnsignedLong(frameId.substring(0, DIGITS), 16) + seed) ^ seed);
    }

    /** A number in [0, 1). */
    double fraction(String frameId) {
        return (of(frameId) >>> 11) * 0x1.0p-53;
    }

    private static long finish(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
