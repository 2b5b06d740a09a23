package dev.scrim.datasets.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Looks for given texts in every file of a tree: as they are, in small and in capital letters, identifiers without their
 * separators; in UTF-8 and UTF-16, bare or in base64 at any alignment; in archives and compressed streams, one in the
 * other; in the rows of Parquet files that are not encrypted; in names. Symbolic links are not followed. Texts drawn in
 * pictures are not read: that is what verification is for.
 */
public final class SecretScan {
    private final List<String> texts;
    private final BytePatterns patterns;

    /** @param texts what must not be there; those with fewer than six bytes cannot be told from chance */
    public SecretScan(List<String> texts) {
        this.texts = texts.stream()
                .map(String::strip)
                .filter(t -> !t.isEmpty())
                .distinct()
                .toList();
        this.patterns = new BytePatterns(this.texts);
    }

    /** Byte strings that are sought at each place. */
    public int patterns() {
        return patterns.count();
    }

    /** Files of a tree in the order in which they are scanned. */
    public static List<Path> files(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(p -> Files.isRegularFile(p, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list what to scan", e);
        }
    }

    /**
     * Scans a tree.
     *
     * @param root folder, or one file
     * @param threads how many files at once
     * @param scanned takes the size of each file when it is done; called from several threads
     */
    public ScanResult scan(Path root, int threads, LongConsumer scanned) throws IOException {
        List<Path> files = files(root);
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<FileScan>> running = new ArrayList<>();
            for (Path file : files) {
                String name = file.equals(root)
                        ? String.valueOf(file.getFileName())
                        : root.relativize(file).toString();
                running.add(workers.submit(() -> {
                    FileScan scan = new FileScan(patterns, name);
                    scan.run(file);
                    scanned.accept(Files.size(file));
                    return scan;
                }));
            }
            return collect(files, root, running);
        } finally {
            workers.shutdownNow();
        }
    }

    private ScanResult collect(List<Path> files, Path root, List<Future<FileScan>> running) throws IOException {
        List<ScanResult.Hit> hits = new ArrayList<>();
        List<String> unopened = new ArrayList<>();
        long packed = 0;
        long bytes = 0;
        for (int i = 0; i < files.size(); i++) {
            FileScan scan = get(running.get(i));
            hits.addAll(scan.hits());
            packed += scan.packed();
            bytes += Files.size(files.get(i));
            if (scan.unopened()) {
                unopened.add(root.relativize(files.get(i)).toString());
            }
        }
        int tooShort = (int) texts.stream()
                .filter(t -> t.getBytes(StandardCharsets.UTF_8).length < BytePatterns.MIN_BYTES)
                .count();
        return new ScanResult(texts.size(), tooShort, files.size(), bytes, packed, hits, unopened);
    }

    private static FileScan get(Future<FileScan> running) throws IOException {
        try {
            return running.get();
        } catch (ExecutionException e) {
            throw new IOException("Cannot scan a file", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
