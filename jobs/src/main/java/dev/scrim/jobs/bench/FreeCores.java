package dev.scrim.jobs.bench;

import dev.scrim.datasets.store.Digests;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How many cores there really are for us now: processors may be halves of one core, and others may be busy on them. No
 * division of work can gain more than this.
 */
final class FreeCores {
    private static final long MS = 500;
    private static final int NS_PER_MS = 1_000_000;

    private FreeCores() {}

    /** The work of {@code threads} busy threads over that of one; half a second for each of three rounds. */
    static double of(int threads) {
        spin(threads);
        double one = spin(1);
        return spin(threads) / one;
    }

    /** Hashes of nothing in particular, all threads together. */
    private static double spin(int threads) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Long>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(pool.submit(() -> {
                    byte[] bytes = new byte[1 << 14];
                    long done = 0;
                    for (long end = System.nanoTime() + MS * NS_PER_MS; System.nanoTime() < end; done++) {
                        bytes[0] = (byte) Digests.sha256(bytes).length();
                    }
                    return done;
                }));
            }
            long sum = 0;
            for (Future<Long> one : all) {
                sum += one.get();
            }
            return sum;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Cannot measure: interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot measure", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
