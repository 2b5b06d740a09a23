package dev.scrim.jobs.doctor;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Scans any tree of tables for what lies open: readable by its group or by everybody, plain, or nobody's. A table is a
 * folder with its partitions and numbered parts, or a file that stands alone. Several folders are looked at at once, each
 * file is opened once for half a kilobyte, and memory is for the worst places only. Follows no link.
 */
public final class TreeScan {
    private final Path root;
    private final int threads;
    private final int keep;
    private final Consumer<String> say;
    private final LongSupplier nanoClock;

    /**
     * Of one tree.
     *
     * @param threads at once; they mostly wait for the disk, so more than cores
     * @param keep how many of the worst places are kept
     * @param say takes lines of progress, about one a second
     * @param nanoClock such as {@code System::nanoTime}
     */
    public TreeScan(Path root, int threads, int keep, Consumer<String> say, LongSupplier nanoClock) {
        if (threads < 1 || keep < 0) {
            throw new IllegalArgumentException("Cannot scan with " + threads + " threads, keeping " + keep);
        }
        this.root = root.toAbsolutePath().normalize();
        this.threads = threads;
        this.keep = keep;
        this.say = say;
        this.nanoClock = nanoClock;
    }

    /** Looks at all of it. */
    public TreeReport run() {
        if (!Files.isDirectory(root)) {
            throw new UserError("Cannot scan " + root + ": it is no folder", "name a folder of tables");
        }
        TreeTally tally = new TreeTally(keep);
        TreeProgress progress = new TreeProgress(say, nanoClock);
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            TreeFolder.Scan scan = new TreeFolder.Scan(root, tally, progress, new Accounts());
            pool.invoke(new TreeFolder(scan, root, Reach.above(root), false, 1, null));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot scan " + root, e);
        } finally {
            pool.shutdownNow();
        }
        return tally.report(progress.seconds());
    }
}
