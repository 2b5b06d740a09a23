package dev.scrim.featurizers.reading;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.LineSighting;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.TextLine;
import dev.scrim.datasets.model.WorkTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Tells which lines of a segment's frames are in a script that none of the languages covers, so that what was read of
 * them is nothing. A reader says itself when it does not know a script: of drawn pages in nine scripts nearly every line
 * got less than 0.65 from the English model, of pages in other Latin languages none. Icons and very small text get no more,
 * so the lines that read badly are put below one another and shown to the script detector, once for each new screen that
 * has some. What it says of icons it says without knowing which way up they are, so that decides.
 *
 * <p>While lines that it found are in sight, every line that does not read well is unread: a short answer is too little
 * for the detector, and words of letters that look like Latin ones read as if they were. For one thread at a time.
 */
public final class ScriptWatch implements AutoCloseable {
    /** Lines of unknown scripts read worse than this. */
    private static final double DOUBTFUL = 0.70;
    /**
     * Of 800 drawn lines of one to three words each, those in Cyrillic and Greek read worse than this in 19 of 20 cases
     * and more, English ones better.
     */
    private static final double WELL = 0.92;
    /** What is less wide than this, in its heights, is an icon or too short to help. */
    private static final double MIN_WIDTH_EM = 2;
    /** Lower ones are rules and underlines; pixels. */
    private static final int MIN_HEIGHT_PX = 7;
    /** Higher ones are pictures or several lines; pixels. */
    private static final int MAX_HEIGHT_PX = 60;
    /** Together they must be this wide, in their heights, for the detector to see enough shapes. */
    private static final double ENOUGH_EM = 10;
    /** New lines that are this wide together are shown alone. */
    private static final double PLENTY_EM = 25;
    /** Most lines shown at a time: more of them make it slower, not surer. */
    private static final int MOST_LINES = 12;
    /**
     * Writing is surely upright from here on. Drawn pages of twenty lines in eight foreign scripts had 4.3 and more, of four
     * lines 4.6 and more but for Han with 2.6, Arabic and Devanagari, which were too little to tell. Of the screens
     * of the development and invented recordings those that it took for upright text in another script had 1.8 at most, and a
     * terminal full of random keys 3.5.
     */
    private static final double UPRIGHT = 4.0;
    /** Of two scripts the first must be clearly nearer. Pages had 0.24 and more. */
    private static final double SURE = 0.2;

    private static final double LINE_PX = 28;
    private static final double MAX_SCALE = 3;
    private static final int MARGIN_PX = 20;

    private final Set<String> covered;
    /** Lines that did not read well, by id: whether they are evidence. */
    private final Map<String, Boolean> doubtful = new HashMap<>();

    private final Set<String> foreign = new HashSet<>();
    private final Set<String> shown = new HashSet<>();
    private final Set<String> scripts = new LinkedHashSet<>();
    private @Nullable ScriptEngine engine;
    private long calls;
    private long ns;

    /**
     * What of a frame is unread.
     *
     * @param fresh script that no frame before had, by the detector's name; empty when there is none
     * @param boxes of the unread lines
     */
    public record Unread(Optional<String> fresh, List<Box> boxes) {
        public Unread {
            boxes = List.copyOf(boxes);
        }
    }

    public ScriptWatch(ReadingSettings settings) {
        OpenCv.ensureLoaded();
        this.covered = Scripts.of(settings.languages());
    }

    /**
     * Looks at the next frame of the segment.
     *
     * @param fresh the lines that no frame before had
     * @param seen all lines of this frame
     */
    public Unread look(Pixels frame, List<TextLine> fresh, List<LineSighting> seen) {
        for (TextLine line : fresh) {
            if (line.confidence() < WELL) {
                boolean text = line.widthPx() >= MIN_WIDTH_EM * line.heightPx()
                        && line.heightPx() >= MIN_HEIGHT_PX
                        && line.heightPx() <= MAX_HEIGHT_PX;
                doubtful.put(line.id(), text && line.confidence() < DOUBTFUL);
            }
        }
        List<LineSighting> bad =
                seen.stream().filter(s -> doubtful.containsKey(s.lineId())).toList();
        List<LineSighting> evidence = bad.stream()
                .filter(s -> doubtful.getOrDefault(s.lineId(), false))
                .toList();
        Optional<String> found = ask(frame, evidence);
        boolean isNew = found.isPresent() && scripts.add(found.get());
        boolean inSight = bad.stream().anyMatch(s -> foreign.contains(s.lineId()));
        return new Unread(
                isNew ? found : Optional.empty(),
                inSight ? bad.stream().map(LineSighting::box).toList() : List.of());
    }

    /** The foreign script of these lines, if that is what they are in and one of them is new. */
    private Optional<String> ask(Pixels frame, List<LineSighting> evidence) {
        List<LineSighting> unseen =
                evidence.stream().filter(s -> !shown.contains(s.lineId())).toList();
        List<LineSighting> lines = new ArrayList<>(widest(unseen));
        if (width(lines) < PLENTY_EM) {
            lines.addAll(widest(
                    evidence.stream().filter(s -> shown.contains(s.lineId())).toList()));
        }
        if (unseen.isEmpty() || width(lines) < ENOUGH_EM) {
            return Optional.empty();
        }
        unseen.forEach(s -> shown.add(s.lineId()));
        Optional<String> script = ask(below(frame, lines.subList(0, Math.min(MOST_LINES, lines.size()))));
        if (script.isPresent()) {
            unseen.forEach(s -> foreign.add(s.lineId()));
        }
        return script;
    }

    private static List<LineSighting> widest(List<LineSighting> lines) {
        return lines.stream()
                .sorted(Comparator.comparingDouble((LineSighting s) -> -em(s))
                        .thenComparingInt(s -> s.box().y())
                        .thenComparingInt(s -> s.box().x()))
                .limit(MOST_LINES)
                .toList();
    }

    private static double width(List<LineSighting> lines) {
        return lines.stream().mapToDouble(ScriptWatch::em).sum();
    }

    private static double em(LineSighting s) {
        return (double) s.box().w() / Math.max(1, s.box().h());
    }

    private Optional<String> ask(GrayImage page) {
        long start = WorkTime.nanos();
        ScriptEngine open = engine;
        if (open == null) {
            open = ScriptEngine.take();
            engine = open;
        }
        Optional<String> script = open.look(page)
                .filter(v -> v.turnedDegrees() == 0 && v.turnedConfidence() >= UPRIGHT && v.confidence() >= SURE)
                .map(ScriptEngine.Verdict::script)
                .filter(name -> !covered.contains(name));
        calls++;
        ns += WorkTime.nanos() - start;
        return script;
    }

    /** The lines below one another, dark on white, at a size that the detector reads well. */
    private static GrayImage below(Pixels frame, List<LineSighting> lines) {
        try (Mats m = new Mats()) {
            Mat bgr = m.own(new Mat(frame.height(), frame.width(), CvType.CV_8UC3));
            bgr.put(0, 0, frame.toBgr());
            List<Mat> pictures = new ArrayList<>();
            int width = 0;
            int height = MARGIN_PX;
            for (LineSighting s : lines) {
                GrayImage ink = InkMaker.ink(bgr, s.box().clip(frame.width(), frame.height()));
                double scale = Math.min(
                        MAX_SCALE, LINE_PX / Math.max(6, Profile.of(ink).bandHeight()));
                Mat line = m.own(new Mat(ink.height(), ink.width(), CvType.CV_8UC1));
                line.put(0, 0, ink.levels());
                Core.bitwise_not(line, line);
                Mat big = m.mat();
                Size size = new Size(
                        Math.max(1, Math.round(ink.width() * scale)), Math.max(1, Math.round(ink.height() * scale)));
                Imgproc.resize(line, big, size, 0, 0, scale >= 1 ? Imgproc.INTER_CUBIC : Imgproc.INTER_AREA);
                pictures.add(big);
                width = Math.max(width, big.cols());
                height += big.rows() + MARGIN_PX;
            }
            Mat page = m.own(new Mat(height, width + 2 * MARGIN_PX, CvType.CV_8UC1, new Scalar(255)));
            int y = MARGIN_PX;
            for (Mat picture : pictures) {
                picture.copyTo(m.own(page.submat(new Rect(MARGIN_PX, y, picture.cols(), picture.rows()))));
                y += picture.rows() + MARGIN_PX;
            }
            byte[] levels = new byte[page.cols() * page.rows()];
            page.get(0, 0, levels);
            return new GrayImage(page.cols(), page.rows(), levels);
        }
    }

    /** How often the detector was asked. */
    public long calls() {
        return calls;
    }

    /** Processor time of asking, opening the detector included; nanoseconds. */
    public long spentNs() {
        return ns;
    }

    @Override
    public void close() {
        ScriptEngine open = engine;
        engine = null;
        if (open != null) {
            open.giveBack();
        }
    }
}
