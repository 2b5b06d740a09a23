package dev.scrim.jobs.review.browser;

import dev.scrim.datasets.media.FrameCodec;
import dev.scrim.datasets.media.Png;
import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.MouseButton;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.store.Digests;
import dev.scrim.jobs.review.index.IndexBlock;
import dev.scrim.jobs.review.index.IndexFolder;
import dev.scrim.jobs.review.index.IndexedFrame;
import dev.scrim.jobs.review.index.TrajectoryFile;
import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.stage.FinishedMedia;
import dev.scrim.jobs.stage.FrameStore;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.viewer.Trace;
import dev.scrim.jobs.viewer.TraceStep;
import dev.scrim.jobs.viewer.ViewerJson;
import dev.scrim.jobs.viewer.ViewerModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Paints the frames of a build that never was, and seals them and their index as a real one's are. */
final class PaintedBuild {
    private static final int FRAMES_OF_A_SEGMENT = 3;
    private static final long SECOND_US = 1_000_000;

    private final PaintedReview.Scene scene;
    private final String subject;
    private final FinishedMedia media;
    private final Map<String, byte[]> painted = new HashMap<>();

    PaintedBuild(PaintedReview.Scene scene, String subject, FinishedMedia media) {
        this.scene = scene;
        this.subject = subject;
        this.media = media;
    }

    /** Writes all of it; from then on there is an index. */
    void write(IndexFolder index) throws IOException {
        IndexFolder.Totals totals = new IndexFolder.Totals();
        List<String> names = new ArrayList<>();
        List<String> views = new ArrayList<>();
        for (int i = 0; i < scene.segments(); i++) {
            names.add(recording(i).value());
            views.add(ViewerJson.write(new ViewerModel(
                    List.of(new ViewerModel.RecordingView(recording(i).value(), 10 * SECOND_US, List.of(), List.of())),
                    List.of(),
                    List.of())));
        }
        try (IndexFolder.ListWriter list = index.list(subject, names, views, totals);
                FrameStore.Writer store = new FrameStore.Writer(media.of(StageNames.REDACTED), subject, "frames-0")) {
            FrameBlob kept = original();
            for (int i = 0; i < scene.segments(); i++) {
                list.add(segment(i, store, kept));
            }
        }
        index.finish(totals, "painted", SECOND_US);
    }

    private static RecordingId recording(int segment) {
        return new RecordingId(String.format(Locale.ROOT, "desk-%03d", segment));
    }

    /** What was there before redaction: the same page for all, with nothing painted over. */
    private FrameBlob original() throws IOException {
        PaintedPage bare = new PaintedPage(scene.page().widthPx(), scene.page().heightPx(), 0);
        try (FrameStore.Writer store = new FrameStore.Writer(media.of(StageNames.READINGS), subject, "kept-0")) {
            byte[] coded = FrameCodec.encode(Png.decode(bare.png(0, true)));
            return store.add(
                    new TrajectoryId(recording(0), 0),
                    new FrameRef(0, 0, SECOND_US),
                    scene.page().widthPx(),
                    scene.page().heightPx(),
                    coded);
        }
    }

    private IndexBlock segment(int segment, FrameStore.Writer store, FrameBlob kept) throws IOException {
        TrajectoryId id = new TrajectoryId(recording(segment), 0);
        PaintedPage page = scene.page();
        boolean missed = scene.missed().contains(segment);
        List<TrajectoryFile.Mask> masks = page.masks();
        List<Box> readable = page.readable(missed);
        List<Trace.Frame> traced = new ArrayList<>();
        List<TrajectoryFile.Frame> frames = new ArrayList<>();
        List<IndexedFrame> light = new ArrayList<>();
        List<TraceStep> steps = new ArrayList<>();
        for (int i = 0; i < FRAMES_OF_A_SEGMENT; i++) {
            long tUs = SECOND_US * (1 + i);
            int look = (segment + i) % PaintedPage.LOOKS;
            byte[] png = painted.computeIfAbsent(look + "/" + missed, k -> page.png(look, missed));
            FrameBlob blob = store.add(id, new FrameRef(0, i, tUs), page.widthPx(), page.heightPx(), png);
            String frame =
                    Digests.fields("painted-frame").add(segment).add(i).hex().substring(0, 32);
            traced.add(new Trace.Frame(
                    tUs,
                    Optional.of("/api/frame/" + frame + ".png"),
                    masks.stream()
                            .map(m -> new Trace.Masked(m.box(), PaintedPage.category(m)))
                            .toList(),
                    false));
            frames.add(new TrajectoryFile.Frame(frame, readable, masks, blob, false, Optional.of(kept)));
            light.add(new IndexedFrame(
                    frame, 0, i, tUs, page.widthPx(), page.heightPx(), "Web", 4, page.counts(), 1, segment % 7));
            steps.add(new TraceStep(
                    i,
                    action(i, tUs + 100_000),
                    Optional.of(i),
                    Optional.empty(),
                    "No frame from after this step is in the export.",
                    Optional.of(0),
                    4,
                    Optional.empty()));
        }
        String exported =
                Digests.fields("painted-trajectory").add(segment).hex().substring(0, 32);
        Trace trace = new Trace(
                id.toString(),
                exported,
                0,
                SECOND_US,
                6 * SECOND_US,
                "Send the form of <PERSON> to the office",
                4,
                page.widthPx(),
                page.heightPx(),
                new Trace.Activity(0, SECOND_US, List.of(3, 9, 4, 7, 2)),
                traced,
                List.of(new Trace.Window(0, 6 * SECOND_US, "Web", "Stock desk: <PERSON>", "https://desk.test/<ID>")),
                List.of(new Trace.Redaction(Category.PERSON, SECOND_US, 4 * SECOND_US, 4)),
                steps,
                "");
        String file = "trajectory-" + segment;
        try (OutputStream out = media.review().create(subject, file)) {
            out.write(TrajectoryFile.write(trace, frames));
        }
        return new IndexBlock(exported, id.toString(), SECOND_US, 6 * SECOND_US, file, light);
    }

    private static Action action(int i, long at) {
        TimeSpan span = new TimeSpan(at, at + 120_000);
        return switch (i) {
            case 0 -> new Action.Click(span, new Point(420, 300), MouseButton.LEFT, 1, List.of());
            case 1 -> new Action.TypeText(span, "Dear <PERSON>, the form is on its way", "", false);
            default -> new Action.Hotkey(span, List.of("ControlLeft", "KeyS"), Optional.of("save"));
        };
    }
}
