package dev.scrim.jobs.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.media.FrameCodec;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.datasets.model.ScreenView;
import dev.scrim.featurizers.reading.TesseractPageReader;
import dev.scrim.jobs.report.Progress;
import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.rows.MergedRows;
import dev.scrim.jobs.segment.SegmentAssembler;
import dev.scrim.jobs.segment.SegmentRows;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.FrameStore;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Word recall of Scrim's reading and of the straightforward one (whole pages, enlarged 1.5 times, page segmentation 11) on
 * the same kept frames, against what was really shown: {@code -Dscrim.recall=DIR -Dscrim.recall.work=DIR}, where the
 * first holds {@code recordings} (or {@code dev}), {@code truth} and {@code consent.csv};
 * {@code -Dscrim.recall.frames=N} of each recording, chosen with a fixed seed, 3 without it. A word counts once for each
 * frame that shows it settled, and is read when some word of the frame's reading has the same letters and digits.
 */
@EnabledIfSystemProperty(named = "scrim.recall", matches = ".+")
class RecallFiguresTest {
    private static final long SEED = 5;
    private static final double SCALE = 1.5;

    private record Frame(SegmentAssembler segment, ScreenView screen, FrameBlob blob) {}

    @Test
    void scrimReadsNoFewerWordsThanTheStraightforwardWay() throws IOException {
        Path data = Path.of(System.getProperty("scrim.recall"));
        Path work = Path.of(System.getProperty("scrim.recall.work"));
        Path recordings = Files.isDirectory(data.resolve("dev")) ? data.resolve("dev") : data.resolve("recordings");
        BuildJob.Done done = new BuildJob(
                        DatasetSpec.defaults(
                                recordings.toUri(), data.resolve("consent.csv").toUri(), work.toUri()),
                        new BuildOptions(true, Optional.empty(), 2, 4),
                        new Progress(line -> {}, false, System::nanoTime),
                        Clock.systemUTC())
                .runUntil(StageNames.READINGS);
        int words = 0;
        int read = 0;
        int readAsPages = 0;
        StringBuilder table = new StringBuilder("| recording | words | Scrim | pages |\n|---|---:|---:|---:|\n");
        try (TesseractPageReader pages = TesseractPageReader.sparse("eng", SCALE)) {
            for (Map.Entry<String, List<Frame>> each : frames(done).entrySet()) {
                Truth truth = Truth.read(data.resolve("truth").resolve(each.getKey()));
                int[] own = new int[3];
                for (Frame frame : each.getValue()) {
                    List<String> shown = shown(truth, frame.screen().frame().tUs());
                    Set<String> ours = words(frame.screen().lines());
                    Set<String> theirs = words(pages.read(pixels(done, frame)));
                    own[0] += shown.size();
                    own[1] += (int) shown.stream().filter(ours::contains).count();
                    own[2] += (int) shown.stream().filter(theirs::contains).count();
                }
                table.append(line(each.getKey(), own[0], own[1], own[2]));
                words += own[0];
                read += own[1];
                readAsPages += own[2];
            }
        }
        table.append(line("all", words, read, readAsPages));
        System.out.println(table);
        Files.writeString(work.resolve("recall.md"), table);

        assertThat(words).isPositive();
        assertThat(read).isGreaterThanOrEqualTo(readAsPages);
    }

    private static String line(String name, int words, int read, int readAsPages) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f %% | %.1f %% |%n",
                name,
                words,
                100.0 * read / Math.max(1, words),
                100.0 * readAsPages / Math.max(1, words));
    }

    private static Map<String, List<Frame>> frames(BuildJob.Done done) {
        Map<String, SegmentAssembler> segments = new LinkedHashMap<>();
        for (Row row : SegmentRows.of(done.build()::rows).sorted().collectAsList()) {
            segments.computeIfAbsent(MergedRows.keyOf(row), k -> new SegmentAssembler())
                    .accept(row);
        }
        Map<String, List<Frame>> out = new TreeMap<>();
        for (SegmentAssembler s : segments.values()) {
            if (s.isPresent()) {
                List<ScreenView> screens = s.view().frames();
                for (int i = 0; i < screens.size(); i++) {
                    out.computeIfAbsent(s.recording().id().value(), k -> new ArrayList<>())
                            .add(new Frame(s, screens.get(i), s.frames().get(i)));
                }
            }
        }
        int most = Integer.getInteger("scrim.recall.frames", 3);
        out.replaceAll((id, list) -> {
            Collections.shuffle(list, new Random(SEED));
            return list.subList(0, Math.min(most, list.size()));
        });
        return out;
    }

    private static Pixels pixels(BuildJob.Done done, Frame frame) throws IOException {
        try (FrameStore.Reader in = new FrameStore.Reader(
                done.build().media(StageNames.READINGS), frame.segment().subject())) {
            return FrameCodec.decode(in.read(frame.blob()));
        }
    }

    private static List<String> shown(Truth truth, long tUs) {
        List<Truth.Item> items = new ArrayList<>(truth.secrets());
        items.addAll(truth.harmless());
        List<String> out = new ArrayList<>();
        for (Truth.Item item : items) {
            if (!Truth.settled(item, tUs).isEmpty()) {
                out.addAll(split(item.text()));
            }
        }
        return out;
    }

    private static Set<String> words(List<PlacedLine> lines) {
        Set<String> out = new HashSet<>();
        lines.forEach(l -> out.addAll(split(l.line().text())));
        return out;
    }

    /** Letters and digits of each word that has at least two; case does not count. */
    private static List<String> split(String text) {
        List<String> out = new ArrayList<>();
        for (String word : text.split("\\s+", -1)) {
            String folded = word.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
            if (folded.length() >= 2) {
                out.add(folded);
            }
        }
        return out;
    }
}
