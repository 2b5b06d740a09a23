package dev.scrim.jobs.canary;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.LineSighting;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.PageReader;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.ScreenView;
import dev.scrim.datasets.model.SegmentView;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.model.TextLine;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.model.WindowEvent;
import dev.scrim.featurizers.reading.ReadingSettings;
import dev.scrim.featurizers.reading.SegmentReader;
import dev.scrim.jobs.repair.FrameRepair;
import dev.scrim.jobs.repair.RepairEnd;
import dev.scrim.redaction.Analyzer;
import dev.scrim.redaction.RedactionSettings;
import dev.scrim.redaction.mask.FramePainter;
import dev.scrim.redaction.policy.PolicyEngine;
import dev.scrim.redaction.policy.RedactionPolicy;
import dev.scrim.redaction.propagate.SecretIndex;
import dev.scrim.redaction.verify.Leak;
import dev.scrim.redaction.verify.RedactedFrame;
import dev.scrim.redaction.verify.Verifier;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes one canary through what stages 04 to 07 do to a kept frame, in memory. Every category is masked, whatever the
 * spec keeps: what is proven is that things are found and covered, not what the policy makes of it.
 */
final class CanaryChain {
    private static final long T_US = 1_000_000;
    /** Coverage that counts as gone: what is left of the ink cannot be read; also how redaction is scored. */
    private static final double GONE = 0.95;
    /** Harmless text of which more than this is covered is lost to a model that learns from the screen. */
    private static final double LOST = 0.5;

    private final ReadingSettings reading;
    private final Redactor redactor;
    private final PageReader eyes;

    /** Decides what to paint over; the seam at which a test can put a redaction that does not work. */
    interface Redactor {
        Redaction redact(SegmentView segment);

        /** What stages 05 and 06 do. */
        static Redactor standard() {
            Analyzer analyzer = Analyzer.standard(RedactionSettings.standard());
            PolicyEngine policy = new PolicyEngine(RedactionPolicy.standard());
            return segment -> {
                List<Finding> own = analyzer.detect(segment);
                List<Finding> all = analyzer.propagate(segment, own, SecretIndex.of(own));
                return new Redaction(all, policy.apply(segment, all).masks(T_US));
            };
        }
    }

    /** What redaction found and what it would paint over. */
    record Redaction(List<Finding> findings, List<Mask> masks) {}

    /** @param eyes the second look's own reader */
    CanaryChain(ReadingSettings reading, Redactor redactor, PageReader eyes) {
        this.reading = reading;
        this.redactor = redactor;
        this.eyes = eyes;
    }

    CanaryResult run(CanaryScreen screen) {
        Pixels picture = screen.pixels();
        Redaction redaction = redactor.redact(segment(screen));
        List<Leak> bare = new Verifier(eyes, secrets(screen)).look(new RedactedFrame(T_US, picture, List.of()));
        Pixels painted = FramePainter.paint(picture, redaction.masks());
        // As in a build, the second look knows what redaction found, not what was planted.
        FrameRepair.Result repair = new FrameRepair(new Verifier(eyes, redaction.findings()), Optional.empty())
                .run(new RedactedFrame(T_US, painted, redaction.masks(), Optional.of(picture)));
        boolean withheld = repair.end() == RepairEnd.WITHHELD;
        Pixels last = repair.frame().pixels();
        Map<CanaryGroup, Long> planted = new EnumMap<>(CanaryGroup.class);
        Map<CanaryGroup, Long> covered = new EnumMap<>(CanaryGroup.class);
        Map<CanaryGroup, Long> closed = new EnumMap<>(CanaryGroup.class);
        Map<CanaryGroup, Long> seen = new EnumMap<>(CanaryGroup.class);
        for (CanaryScreen.Planted p : screen.planted()) {
            planted.merge(p.group(), 1L, Long::sum);
            if (Ink.covered(picture, painted, p.ink()) >= GONE) {
                covered.merge(p.group(), 1L, Long::sum);
            }
            if (withheld || Ink.covered(picture, last, p.ink()) >= GONE) {
                closed.merge(p.group(), 1L, Long::sum);
            }
            if (bare.stream().anyMatch(l -> l.box().filter(p.ink()::intersects).isPresent())) {
                seen.merge(p.group(), 1L, Long::sum);
            }
        }
        long lost = screen.safe().stream()
                .filter(box -> Ink.covered(picture, last, box) > LOST)
                .count();
        return new CanaryResult(1, planted, covered, closed, seen, screen.safe().size(), lost, repair.before());
    }

    private SegmentView segment(CanaryScreen screen) {
        Pixels picture = screen.pixels();
        Viewport viewport = new Viewport(picture.width(), picture.height(), 1);
        Map<String, TextLine> lines = new HashMap<>();
        List<PlacedLine> placed = new ArrayList<>();
        try (SegmentReader reader = new SegmentReader(reading)) {
            for (LineSighting s : reader.read(T_US, picture, viewport, l -> lines.put(l.id(), l))) {
                placed.add(new PlacedLine(java.util.Objects.requireNonNull(lines.get(s.lineId())), s.box()));
            }
        }
        Box whole = new Box(0, 0, picture.width(), picture.height());
        WindowEvent window = new WindowEvent(0, 0, screen.app(), screen.title(), Optional.empty(), whole);
        ScreenView view = new ScreenView(new FrameRef(0, 0, T_US), viewport, placed, Optional.of(window));
        return new SegmentView(
                new TrajectoryId(new RecordingId("canary"), 0),
                new SubjectId("canary"),
                List.of(view),
                List.of(),
                List.of());
    }

    private static List<Finding> secrets(CanaryScreen screen) {
        List<Finding> out = new ArrayList<>();
        for (CanaryScreen.Planted p : screen.planted()) {
            out.add(new Finding(
                    "canary-" + out.size(),
                    Category.PERSON,
                    p.group().name(),
                    p.text(),
                    1,
                    "canary.planted",
                    new Finding.OnScreen(T_US, List.of(p.ink()), Optional.empty())));
        }
        return out;
    }
}
