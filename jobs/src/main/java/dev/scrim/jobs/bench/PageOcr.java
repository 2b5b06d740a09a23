package dev.scrim.jobs.bench;

import dev.scrim.datasets.media.FrameCodec;
import dev.scrim.datasets.media.Png;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.featurizers.reading.TesseractPageReader;
import dev.scrim.jobs.readings.ReadingsStage;
import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.rows.FrameBlobRows;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.FrameStore;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The straightforward way on a sample of a build's kept frames: take each frame, read all of it, encode it again. Made
 * of the same libraries, and with as many threads as the build had.
 */
final class PageOcr {
    private final Build build;
    private final int threads;

    PageOcr(Build build, int threads) {
        this.build = build;
        this.threads = threads;
    }

    /**
     * What the sample cost.
     *
     * @param frames read, one page each
     * @param characters read
     * @param seconds wall time, the opening of engines left out
     */
    record Cost(int frames, long characters, double seconds) {}

    /**
     * Reads a sample.
     *
     * @param frames at most this many, chosen by a hash of their place, so the same in every run
     */
    Cost read(int frames) throws IOException {
        String frame = ReadingsStage.FRAME;
        List<Row> sample = build.rows(StageNames.READINGS, ReadingsStage.READINGS, frame)
                .orderBy(functions.xxhash64(
                        functions.col(Tagged.RECORDING),
                        functions.col(frame + ".chunk"),
                        functions.col(frame + ".index_in_chunk")))
                .limit(frames)
                .collectAsList();
        List<List<Row>> shares = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            shares.add(new ArrayList<>());
        }
        for (int i = 0; i < sample.size(); i++) {
            shares.get(i % threads).add(sample.get(i));
        }
        List<TesseractPageReader> readers = new ArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            for (int i = 0; i < threads; i++) {
                readers.add(TesseractPageReader.sparse(build.spec().readings().language()));
            }
            long started = System.nanoTime();
            List<Future<Long>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                TesseractPageReader reader = readers.get(i);
                List<Row> share = shares.get(i);
                results.add(workers.submit(() -> readAll(reader, share)));
            }
            long characters = 0;
            for (Future<Long> result : results) {
                characters += result.get();
            }
            return new Cost(sample.size(), characters, (System.nanoTime() - started) / 1e9);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Cannot finish the sample: interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("Cannot read the sample of frames", e);
        } finally {
            workers.shutdownNow();
            readers.forEach(TesseractPageReader::close);
        }
    }

    private long readAll(TesseractPageReader reader, List<Row> share) throws IOException {
        long characters = 0;
        FrameBlobRows codec = new FrameBlobRows();
        for (Row row : share) {
            FrameBlob blob = codec.fromRow(row.getAs(ReadingsStage.FRAME));
            try (FrameStore.Reader frames =
                    new FrameStore.Reader(build.media(StageNames.READINGS), row.getAs(Tagged.SUBJECT))) {
                Pixels pixels = FrameCodec.decode(frames.read(blob));
                for (PlacedLine line : reader.read(pixels)) {
                    characters += line.line().text().length();
                }
                // What is encoded is thrown away; only its cost is asked for.
                Png.encode(pixels);
            }
        }
        return characters;
    }
}
