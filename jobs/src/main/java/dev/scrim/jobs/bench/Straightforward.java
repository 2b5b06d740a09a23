package dev.scrim.jobs.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.scrim.datasets.media.FrameCodec;
import dev.scrim.datasets.media.Png;
import dev.scrim.datasets.media.VideoDecoder;
import dev.scrim.datasets.media.VideoResult;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.WorkTime;
import dev.scrim.featurizers.reading.TesseractPageReader;
import dev.scrim.jobs.readings.ReadingsStage;
import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.rows.FrameBlobRows;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.FrameStore;
import dev.scrim.jobs.stage.MediaNames;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.redaction.mask.FramePainter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The straightforward way for the frames that a build kept, made of the same libraries and with as many threads as the
 * build had: all videos are decoded whole, and a sample of the frames is read, masked and encoded.
 */
final class Straightforward {
    /** The best balance of time and recall for whole screens with the small English model, of 1, 1.5 and 2. */
    private static final double SCALE = 1.5;

    private final Build build;
    private final int threads;

    Straightforward(Build build, int threads) {
        this.build = build;
        this.threads = threads;
    }

    private record Video(String subject, RecordingId recording, int chunk) implements Comparable<Video> {
        @Override
        public int compareTo(Video o) {
            int byRecording = recording.value().compareTo(o.recording.value());
            return byRecording != 0 ? byRecording : Integer.compare(chunk, o.chunk);
        }
    }

    private record Spent(long count, long encodeNs) {}

    private record Clocks(double wallS, double cpuS) {
        static Clocks now() {
            return new Clocks(
                    System.nanoTime() / 1e9,
                    ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                                    .getProcessCpuTime()
                            / 1e9);
        }

        Clocks since(Clocks start) {
            return new Clocks(wallS - start.wallS, cpuS - start.cpuS);
        }
    }

    /**
     * Measures.
     *
     * @param sample about this many frames are really done, chosen by a hash of their place, the same in every run; as many
     *     for each thread, or the wall time would hold idle threads
     */
    Straight measure(int sample) throws IOException {
        String frame = ReadingsStage.FRAME;
        List<Row> rows = build.rows(StageNames.READINGS, ReadingsStage.READINGS, frame)
                .orderBy(functions.xxhash64(
                        functions.col(Tagged.RECORDING),
                        functions.col(frame + ".chunk"),
                        functions.col(frame + ".index_in_chunk")))
                .collectAsList();
        Map<Video, Set<Integer>> wanted = new TreeMap<>();
        List<Row> once = new ArrayList<>();
        FrameBlobRows codec = new FrameBlobRows();
        for (Row row : rows) {
            FrameBlob blob = codec.fromRow(row.getAs(frame));
            Video video = new Video(
                    row.getAs(Tagged.SUBJECT),
                    new RecordingId(row.<String>getAs(Tagged.RECORDING)),
                    blob.frame().chunk());
            // Two trajectories may share a frame.
            if (wanted.computeIfAbsent(video, v -> new TreeSet<>())
                    .add(blob.frame().indexInChunk())) {
                once.add(row);
            }
        }
        Clocks start = Clocks.now();
        List<Callable<Spent>> decodes = new ArrayList<>();
        wanted.forEach((video, frames) -> decodes.add(() -> decode(video, frames)));
        all(decodes);
        Clocks decoded = Clocks.now().since(start);
        return pages(
                once.subList(0, Math.min((sample + threads - 1) / threads * threads, once.size())),
                once.size(),
                decoded);
    }

    private Straight pages(List<Row> sample, long frames, Clocks decoded) throws IOException {
        List<TesseractPageReader> readers = new ArrayList<>();
        try {
            List<Callable<Spent>> work = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                TesseractPageReader reader =
                        TesseractPageReader.sparse(ReadingsStage.settings(build).languages(), SCALE);
                readers.add(reader);
                List<Row> share = new ArrayList<>();
                for (int j = i; j < sample.size(); j += threads) {
                    share.add(sample.get(j));
                }
                work.add(() -> pages(reader, share));
            }
            Clocks start = Clocks.now();
            Spent spent = all(work);
            Clocks took = Clocks.now().since(start);
            return new Straight(
                    frames,
                    sample.size(),
                    spent.count(),
                    took.wallS(),
                    took.cpuS(),
                    spent.encodeNs() / 1e9,
                    decoded.wallS(),
                    decoded.cpuS());
        } finally {
            readers.forEach(TesseractPageReader::close);
        }
    }

    private Spent all(List<Callable<Spent>> work) throws IOException {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Spent>> results = new ArrayList<>();
            work.forEach(w -> results.add(workers.submit(w)));
            long count = 0;
            long encodeNs = 0;
            for (Future<Spent> result : results) {
                count += result.get().count();
                encodeNs += result.get().encodeNs();
            }
            return new Spent(count, encodeNs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Cannot finish the straightforward way: interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("Cannot finish the straightforward way", e);
        } finally {
            workers.shutdownNow();
        }
    }

    private Spent decode(Video video, Set<Integer> wanted) throws IOException {
        String name = MediaNames.video(build.keys(), video.recording(), video.chunk());
        long pictures = 0;
        try (SeekableByteChannel channel = build.media(StageNames.CAPTURE).open(video.subject(), name)) {
            if (VideoDecoder.open(channel) instanceof VideoResult.Opened<VideoDecoder> opened) {
                try (VideoDecoder decoder = opened.value()) {
                    while (decoder.advance()) {
                        if (wanted.contains(decoder.index())) {
                            decoder.pixels();
                            pictures++;
                        }
                    }
                }
            }
        }
        return new Spent(pictures, 0);
    }

    private Spent pages(TesseractPageReader reader, List<Row> share) throws IOException {
        long characters = 0;
        long encodeNs = 0;
        FrameBlobRows codec = new FrameBlobRows();
        for (Row row : share) {
            FrameBlob blob = codec.fromRow(row.getAs(ReadingsStage.FRAME));
            try (FrameStore.Reader frames =
                    new FrameStore.Reader(build.media(StageNames.READINGS), row.getAs(Tagged.SUBJECT))) {
                Pixels page = FrameCodec.decode(frames.read(blob));
                List<Mask> masks = new ArrayList<>();
                for (PlacedLine line : reader.read(page)) {
                    characters += line.line().text().length();
                    masks.add(new Mask(blob.frame().tUs(), line.box(), Category.UNREADABLE, "LINE"));
                }
                Pixels painted = FramePainter.paint(page, masks);
                long start = WorkTime.nanos();
                // What is encoded is thrown away; only its cost is asked for.
                Png.encode(painted);
                encodeNs += WorkTime.nanos() - start;
            }
        }
        return new Spent(characters, encodeNs);
    }
}
