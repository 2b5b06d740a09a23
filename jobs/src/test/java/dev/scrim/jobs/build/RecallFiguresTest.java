package dev.scrim.jobs.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.media.FrameCodec;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.datasets.model.ScreenView;
import dev.scrim.datasets.model.WorkTime;
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
 * Word recall of Scrim's reading and of the straightforward one (whole pages, enlarged, page segmentation 11) on the
 * same kept frames, against what was really shown: {@code -Dscrim.recall=DIR -Dscrim.recall.work=DIR}, where the
 * first holds {@code recordings} (or {@code dev}), {@code truth} and {@code consent.csv};
 * {@code -Dscrim.recall.frames=N} of each recording, chosen with a fixed seed, 3 without it. A word counts once for each
 * frame that shows it settled, and is read when some word of the frame's reading has the same letters and digits.
 * {@code -Dscrim.recall.scales=1,2,3} tells what other enlargements than the bench's would read, and at what cost.
 */
@EnabledIfSystemProperty(named = "scrim.recall", matches = ".+")
class RecallFiguresTest {
    private static final long SEED = 5;
    /** The bench's. */
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
        List<Double> scales = new ArrayList<>(List.of(SCALE));
        for (String scale : System.getProperty("scrim.recall.scales", "").split(",", -1)) {
            if (!scale.isBlank()) {
                scales.add(Double.parseDouble(scale.strip()));
            }
        }
        Map<String, List<Frame>> frames = frames(done);
        Map<String, Counts> counts = new TreeMap<>();
        List<Double> pageS = new ArrayList<>();
        for (int way = 0; way < scales.size(); way++) {
            long ns = 0;
            int pages = 0;
            try (TesseractPageReader reader = TesseractPageReader.sparse("eng", scales.get(way))) {
                for (Map.Entry<String, List<Frame>> each : frames.entrySet()) {
                    Truth truth = Truth.read(data.resolve("truth").resolve(each.getKey()));
                    Counts own = counts.computeIfAbsent(each.getKey(), k -> new Counts(scales.size()));
                    for (Frame frame : each.getValue()) {
                        List<String> shown = shown(truth, frame.screen().frame().tUs());
                        Pixels picture = pixels(done, frame);
                        long start = WorkTime.nanos();
                        List<PlacedLine> page = reader.read(picture);
                        ns += WorkTime.nanos() - start;
                        pages++;
                        own.byPages[way] += common(shown, words(page));
                        if (way == 0) {
                            own.words += shown.size();
                            own.byScrim += common(shown, words(frame.screen().lines()));
                        }
                    }
                }
            }
            pageS.add(ns / 1e9 / Math.max(1, pages));
        }
        Counts all = new Counts(scales.size());
        counts.values().forEach(all::add);
        String table = table(scales, pageS, counts, all);
        System.out.println(table);
        Files.writeString(work.resolve("recall.md"), table);

        assertThat(all.words).isPositive();
        assertThat(all.byScrim).isGreaterThanOrEqualTo(all.byPages[0]);
    }

    /** Words shown, and of these read. */
    private static final class Counts {
        private int words;
        private int byScrim;
        private final int[] byPages;

        Counts(int ways) {
            byPages = new int[ways];
        }

        void add(Counts other) {
            words += other.words;
            byScrim += other.byScrim;
            for (int i = 0; i < byPages.length; i++) {
                byPages[i] += other.byPages[i];
            }
        }

        String line(String name) {
            StringBuilder line = new StringBuilder("| " + name + " | " + words + " | " + percent(byScrim));
            for (int read : byPages) {
                line.append(" | ").append(percent(read));
            }
            return line.append(" |\n").toString();
        }

        private String percent(int read) {
            return String.format(Locale.ROOT, "%.1f %%", 100.0 * read / Math.max(1, words));
        }
    }

    private static int common(List<String> shown, Set<String> read) {
        return (int) shown.stream().filter(read::contains).count();
    }

    private static String table(List<Double> scales, List<Double> pageS, Map<String, Counts> counts, Counts all) {
        StringBuilder table = new StringBuilder("| recording | words | Scrim");
        scales.forEach(s -> table.append(" | pages x").append(s));
        table.append(" |\n|---|---:|---:").append("|---:".repeat(scales.size())).append("|\n");
        counts.forEach((name, own) -> table.append(own.line(name)));
        table.append(all.line("all")).append("| core-s a page | |");
        pageS.forEach(s -> table.append(String.format(Locale.ROOT, " | %.2f", s)));
        return table.append(" |\n").toString();
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
