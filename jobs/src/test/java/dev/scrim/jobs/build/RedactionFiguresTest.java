package dev.scrim.jobs.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.media.FrameCodec;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.ScreenView;
import dev.scrim.datasets.model.SegmentView;
import dev.scrim.jobs.report.Progress;
import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.rows.MergedRows;
import dev.scrim.jobs.segment.SegmentAssembler;
import dev.scrim.jobs.segment.SegmentRows;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.FrameStore;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.redaction.Analyzer;
import dev.scrim.redaction.RedactionSettings;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.layout.WindowStack;
import dev.scrim.redaction.mask.MaskFitter;
import dev.scrim.redaction.policy.PolicyEngine;
import dev.scrim.redaction.policy.RedactionPolicy;
import dev.scrim.redaction.propagate.SecretIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Recall, precision and over-redaction by category, without and with propagation, of recordings whose truth is known:
 * {@code -Dscrim.figures=DIR -Dscrim.figures.work=DIR}, where the first holds {@code recordings} (or {@code dev}),
 * {@code truth} and {@code consent.csv}. It runs stages 01 to 04 once; findings and masks are made here, so that both
 * variants are measured on the same readings. The table is printed and written beside the workspace.
 */
@EnabledIfSystemProperty(named = "scrim.figures", matches = ".+")
class RedactionFiguresTest {
    /** A box counts as hidden from this share of its ink on, as for the scorer. */
    private static final double HIDDEN = 0.95;
    /** A harmless box counts as lost from this share of its ink on. */
    private static final double LOST = 0.5;
    /** Below this on any set something broke; what is reached is in the table. */
    private static final double LEAST_RECALL = 0.8;

    private static final double MOST_LOST = 0.15;
    /** Share of a mask that must lie on private text for it to be right: padding and whole lines are more than ink. */
    private static final double RIGHT = 0.25;

    private final Map<String, Sums> sums = new TreeMap<>();
    private final List<String> misses = new ArrayList<>();
    private final List<String> dumped = new ArrayList<>();

    /** Counts of one category. */
    private static final class Sums {
        private int boxes;
        private int own;
        private int spread;
        private int safe;
        private int lostOwn;
        private int lostSpread;
        private int masksOwn;
        private int rightOwn;
        private int masksSpread;
        private int rightSpread;

        void add(Sums o) {
            boxes += o.boxes;
            own += o.own;
            spread += o.spread;
            lostOwn += o.lostOwn;
            lostSpread += o.lostSpread;
            masksOwn += o.masksOwn;
            rightOwn += o.rightOwn;
            masksSpread += o.masksSpread;
            rightSpread += o.rightSpread;
        }
    }

    /** One trajectory with what was found in it. */
    private record Judged(SegmentAssembler rows, SegmentView view, List<Finding> own, List<Finding> spread) {}

    @Test
    void propagationOnlyAddsRecall() throws IOException {
        Path data = Path.of(System.getProperty("scrim.figures"));
        Path work = Path.of(System.getProperty("scrim.figures.work"));
        Path recordings = Files.isDirectory(data.resolve("dev")) ? data.resolve("dev") : data.resolve("recordings");
        DatasetSpec spec = DatasetSpec.defaults(
                recordings.toUri(), data.resolve("consent.csv").toUri(), work.toUri());
        BuildJob.Done done = new BuildJob(
                        spec,
                        new BuildOptions(true, Optional.empty(), 2, 4),
                        new Progress(line -> {}, false, System::nanoTime),
                        Clock.systemUTC())
                .runUntil(StageNames.READINGS);
        for (Judged j : judge(done)) {
            score(done, data.resolve("truth"), j);
        }
        String table = table();
        System.out.println(table);
        Files.writeString(work.resolve("figures.md"), table);
        Files.write(work.resolve("misses.tsv"), misses);
        Files.write(work.resolve("dump.tsv"), dumped);
        Sums all = all();
        assertThat(all.spread).isGreaterThanOrEqualTo(all.own);
        assertThat(all.boxes).isPositive();
        assertThat(all.spread / (double) all.boxes).as("recall").isGreaterThanOrEqualTo(LEAST_RECALL);
        assertThat(all.lostSpread / (double) Math.max(1, all.safe))
                .as("over-redaction")
                .isLessThanOrEqualTo(MOST_LOST);
    }

    private static List<Judged> judge(BuildJob.Done done) {
        Map<String, SegmentAssembler> segments = new LinkedHashMap<>();
        for (Row row : SegmentRows.of(done.build()::rows).sorted().collectAsList()) {
            segments.computeIfAbsent(MergedRows.keyOf(row), k -> new SegmentAssembler())
                    .accept(row);
        }
        Analyzer analyzer = Analyzer.standard(RedactionSettings.standard());
        List<SegmentAssembler> present =
                segments.values().stream().filter(SegmentAssembler::isPresent).toList();
        Map<String, List<Finding>> bySubject = new TreeMap<>();
        List<List<Finding>> own = new ArrayList<>();
        for (SegmentAssembler s : present) {
            List<Finding> found = analyzer.detect(s.view());
            own.add(found);
            bySubject.computeIfAbsent(s.subject(), k -> new ArrayList<>()).addAll(found);
        }
        List<Judged> out = new ArrayList<>();
        for (int i = 0; i < present.size(); i++) {
            SegmentAssembler s = present.get(i);
            List<Finding> known = bySubject.getOrDefault(s.subject(), List.of());
            out.add(new Judged(
                    s, s.view(), own.get(i), analyzer.propagate(s.view(), own.get(i), SecretIndex.of(known))));
        }
        return out;
    }

    private void score(BuildJob.Done done, Path truths, Judged j) throws IOException {
        String recording = j.rows().recording().id().value();
        Truth truth = Truth.read(truths.resolve(recording));
        PolicyEngine policy = new PolicyEngine(RedactionPolicy.standard());
        Map<Long, List<Mask>> own = policy.apply(j.view(), j.own()).masksByFrame();
        Map<Long, List<Mask>> spread = policy.apply(j.view(), j.spread()).masksByFrame();
        try (FrameStore.Reader frames = new FrameStore.Reader(
                done.build().media(StageNames.READINGS), j.rows().subject())) {
            for (FrameBlob blob : j.rows().frames()) {
                long t = blob.frame().tUs();
                Pixels picture = FrameCodec.decode(frames.read(blob));
                frame(
                        recording,
                        truth,
                        t,
                        picture,
                        MaskFitter.fit(picture, own.getOrDefault(t, List.of())),
                        MaskFitter.fit(picture, spread.getOrDefault(t, List.of())),
                        j);
            }
        }
    }

    private void frame(
            String recording, Truth truth, long t, Pixels picture, List<Mask> own, List<Mask> spread, Judged j) {
        dump(recording, t, j);
        Ink ink = new Ink(picture);
        List<Box> ownBoxes = own.stream().map(Mask::box).toList();
        List<Box> spreadBoxes = spread.stream().map(Mask::box).toList();
        List<Box> secret = new ArrayList<>();
        for (Truth.Item item : truth.secrets()) {
            secret.addAll(Truth.all(item, t));
            for (Box box : Truth.settled(item, t)) {
                double covered = ink.covered(box, spreadBoxes);
                if (!Double.isNaN(covered)) {
                    Sums s = of(item.category());
                    s.boxes++;
                    s.own += ink.covered(box, ownBoxes) >= HIDDEN ? 1 : 0;
                    s.spread += covered >= HIDDEN ? 1 : 0;
                    if (covered < HIDDEN) {
                        miss("MISS", recording, t, item, box, covered, List.of());
                    }
                }
            }
        }
        for (Truth.Item item : truth.harmless()) {
            for (Box box : Truth.settled(item, t)) {
                if (secret.stream().noneMatch(b -> b.grow(2, 2).intersects(box))) {
                    harmless(recording, t, item, box, ink, own, spread, j);
                }
            }
        }
        masks(own, secret, false);
        masks(spread, secret, true);
    }

    private void harmless(
            String recording, long t, Truth.Item item, Box box, Ink ink, List<Mask> own, List<Mask> spread, Judged j) {
        double covered = ink.covered(box, spread.stream().map(Mask::box).toList());
        if (Double.isNaN(covered)) {
            return;
        }
        of("").safe++;
        if (ink.covered(box, own.stream().map(Mask::box).toList()) >= LOST) {
            of(blame(own, box)).lostOwn++;
        }
        if (covered >= LOST) {
            of(blame(spread, box)).lostSpread++;
            List<String> rules = j.spread().stream()
                    .filter(f -> f.place() instanceof Finding.OnScreen on
                            && on.tUs() == t
                            && on.boxes().stream().anyMatch(b -> b.intersects(box)))
                    .map(f -> f.category() + "/" + f.entity() + "/" + f.detector())
                    .distinct()
                    .toList();
            miss("OVER", recording, t, item, box, covered, rules);
        }
    }

    /** What was read in each frame and which rules met it, for {@code -Dscrim.figures.dump=RECORDING}. */
    private void dump(String recording, long t, Judged j) {
        String wanted = System.getProperty("scrim.figures.dump", "");
        if (!wanted.equals("all") && !wanted.equals(recording)) {
            return;
        }
        ScreenView view = j.view().frames().stream()
                .filter(f -> f.frame().tUs() == t)
                .findFirst()
                .orElseThrow();
        FrameLayout layout = FrameLayout.of(view, WindowStack.of(j.view()));
        dumped.add("== " + recording + " " + t + " " + layout.windows());
        for (Piece p : layout.pieces()) {
            List<String> rules = j.spread().stream()
                    .filter(f -> f.place() instanceof Finding.OnScreen on
                            && on.tUs() == t
                            && on.boxes().stream().anyMatch(b -> b.intersects(p.box())))
                    .map(f -> f.category() + "/" + f.entity() + "/" + f.detector() + "/" + f.score())
                    .distinct()
                    .toList();
            Box b = p.box();
            dumped.add(String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%d\tw%d%s\t%.2f\t%s\t%s",
                    b.x(),
                    b.y(),
                    b.w(),
                    b.h(),
                    p.window(),
                    p.chrome() ? "c" : "",
                    p.confidence(),
                    p.text(),
                    String.join(" ", rules)));
        }
    }

    private static String blame(List<Mask> masks, Box box) {
        return masks.stream()
                .filter(m -> m.box().intersects(box))
                .max(java.util.Comparator.comparingLong(
                        m -> m.box().intersect(box).area()))
                .map(m -> m.category().label())
                .orElse("");
    }

    private void masks(List<Mask> masks, List<Box> secret, boolean spread) {
        for (Mask m : masks) {
            if (m.category() == Category.UNREADABLE) {
                continue;
            }
            long common = secret.stream()
                    .mapToLong(b -> b.grow(4, 4).intersect(m.box()).area())
                    .sum();
            boolean right = common >= RIGHT * m.box().area();
            Sums s = of(m.category().label());
            if (spread) {
                s.masksSpread++;
                s.rightSpread += right ? 1 : 0;
            } else {
                s.masksOwn++;
                s.rightOwn += right ? 1 : 0;
            }
        }
    }

    /** The recordings' people are invented, so their texts may be written down here. */
    private void miss(
            String what, String recording, long t, Truth.Item item, Box box, double covered, List<String> rules) {
        misses.add(String.format(
                Locale.ROOT,
                "%s\t%s\t%d\t%s\t%s\t%d,%d,%d,%d\t%.2f\t%s\t%s",
                what,
                recording,
                t,
                item.id(),
                item.category(),
                box.x(),
                box.y(),
                box.w(),
                box.h(),
                covered,
                item.text(),
                String.join(" ", rules)));
    }

    private Sums of(String category) {
        return sums.computeIfAbsent(category, k -> new Sums());
    }

    private Sums all() {
        Sums all = new Sums();
        sums.values().forEach(all::add);
        all.safe = of("").safe;
        return all;
    }

    private String table() {
        int safe = of("").safe;
        Map<String, Sums> rows = new LinkedHashMap<>(sums);
        rows.remove("");
        rows.put("all", all());
        return rows.entrySet().stream()
                .map(e -> {
                    Sums s = e.getValue();
                    return String.join(
                            " | ",
                            "| " + e.getKey(),
                            share(s.own, s.boxes),
                            share(s.spread, s.boxes),
                            share(s.rightOwn, s.masksOwn),
                            share(s.rightSpread, s.masksSpread),
                            share(s.lostOwn, safe),
                            share(s.lostSpread, safe) + " |");
                })
                .collect(Collectors.joining(
                        "\n",
                        "| category | recall, found | recall, propagated | precision, found | precision, propagated "
                                + "| over-redaction, found | over-redaction, propagated |\n"
                                + "|---|---:|---:|---:|---:|---:|---:|\n",
                        "\n"));
    }

    private static String share(int part, int whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %% of %,d", 100.0 * part / whole, whole);
    }
}
