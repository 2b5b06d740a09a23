package dev.scrim.featurizers.reading;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.LineSighting;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.TextLine;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.model.WorkTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Reads the kept frames of one segment in time order and gives every distinct line once. What it gives depends on the
 * frames it was shown since it was opened and on nothing else; open one per segment. Has an OCR engine to itself;
 * for one thread at a time.
 */
public final class SegmentReader implements AutoCloseable {
    private final OcrLanguages languages;
    private @Nullable TesseractEngine engine;
    private final LineReader reader;
    private final LineFinder finder;
    private final ReadingCache cache = new ReadingCache();
    private Map<Box, Seen> before = Map.of();
    private @Nullable Pixels previous;
    private final KnownReadings known;
    private ReadingStats stats = ReadingStats.NONE;

    /** Takes an OCR engine that is idle, or opens one; some 100 ms. */
    public SegmentReader(ReadingSettings settings) {
        this(settings, KnownReadings.NONE);
    }

    /**
     * As {@link #SegmentReader(ReadingSettings)}.
     *
     * @param known readings made with the same {@link #version} and settings, of the same person; gets the fresh ones
     */
    public SegmentReader(ReadingSettings settings, KnownReadings known) {
        OpenCv.ensureLoaded();
        this.languages = settings.languages();
        TesseractEngine taken = TesseractEngine.take(languages);
        this.engine = taken;
        this.reader = new LineReader(taken, settings);
        this.finder = new LineFinder(settings);
        this.known = known;
    }

    /** Engine, model and libraries that decide what a line is read as, beside this module's own code. */
    public static String version(ReadingSettings settings) {
        OpenCv.ensureLoaded();
        return TesseractEngine.version(settings.languages()) + ", opencv " + Core.VERSION + ", " + settings;
    }

    private record Seen(String lineId, Box box) {}

    /**
     * Lines visible in {@code frame}, top to bottom then left to right.
     *
     * @param newLine gets each line that was not seen before in this segment, once, before this method returns
     */
    public List<LineSighting> read(long tUs, Pixels frame, Viewport viewport, Consumer<TextLine> newLine) {
        if (engine == null) {
            throw new IllegalStateException("Cannot read with a closed reader");
        }
        long start = WorkTime.nanos();
        Pixels last = previous;
        boolean sameSize = last != null && last.width() == frame.width() && last.height() == frame.height();
        Map<Box, Seen> now = new LinkedHashMap<>();
        ReadingStats one = new ReadingStats(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        if (last != null && sameSize && last.equals(frame)) {
            now.putAll(before);
            one = one.plus(new ReadingStats(0, now.size(), now.size(), 0, 0, 0, 0, 0, WorkTime.nanos() - start, 0, 0));
        } else {
            try (Mats m = new Mats()) {
                Mat bgr = m.own(new Mat(frame.height(), frame.width(), CvType.CV_8UC3));
                bgr.put(0, 0, frame.toBgr());
                List<Box> found = finder.find(bgr);
                one = one.plus(new ReadingStats(0, found.size(), 0, 0, 0, 0, 0, 0, WorkTime.nanos() - start, 0, 0));
                for (Box box : found) {
                    Seen seen = before.get(box);
                    if (seen != null && last != null && sameSize && unchanged(last, frame, box)) {
                        now.put(box, seen);
                        one = one.plus(new ReadingStats(0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0));
                    } else {
                        one = one.plus(look(bgr, box, now, newLine));
                    }
                }
            }
        }
        previous = frame;
        before = now;
        stats = stats.plus(one);
        List<LineSighting> sightings = new ArrayList<>(now.size());
        for (Seen seen : now.values()) {
            sightings.add(new LineSighting(tUs, seen.lineId(), seen.box()));
        }
        return sightings;
    }

    private ReadingStats look(Mat bgr, Box box, Map<Box, Seen> now, Consumer<TextLine> newLine) {
        long start = WorkTime.nanos();
        GrayImage ink = InkMaker.ink(bgr, box);
        Optional<ReadingCache.Hit> hit = cache.find(ink);
        long looked = WorkTime.nanos();
        if (hit.isPresent()) {
            TextLine line = hit.get().line();
            int x = inside(box.x() + hit.get().dx(), line.widthPx(), bgr.cols());
            int y = inside(box.y() + hit.get().dy(), line.heightPx(), bgr.rows());
            Box place = new Box(x, y, line.widthPx(), line.heightPx());
            now.put(box, new Seen(line.id(), place));
            return new ReadingStats(0, 0, 0, 1, 0, 0, 0, 0, 0, looked - start, 0);
        }
        long calls = reader.calls();
        Plain plain = new Plain(bgr, box);
        InkKey key = InkKey.of(ink);
        Optional<TextLine> same = known.find(key)
                .filter(k -> k.line().id().equals(LineReader.id(ink)) && plain.is(k.plain()))
                .map(KnownReadings.Known::line);
        TextLine line = same.orElseGet(() -> {
            LineReader.Reading read = reader.read(ink, plain::image);
            known.add(key, new KnownReadings.Known(read.usedPlain() ? plain.key() : null, read.line()));
            return read.line();
        });
        cache.put(ink, line);
        newLine.accept(line);
        now.put(box, new Seen(line.id(), box));
        int isKnown = same.isPresent() ? 1 : 0;
        return new ReadingStats(
                0,
                0,
                0,
                0,
                1,
                isKnown,
                reader.calls() - calls,
                line.text().length(),
                0,
                looked - start,
                WorkTime.nanos() - looked);
    }

    /** The second picture of a line, made when it is first asked for. */
    private static final class Plain {
        private final Mat bgr;
        private final Box box;
        private @Nullable GrayImage made;

        Plain(Mat bgr, Box box) {
            this.bgr = bgr;
            this.box = box;
        }

        GrayImage image() {
            GrayImage image = made;
            if (image == null) {
                image = InkMaker.plain(bgr, box);
                made = image;
            }
            return image;
        }

        InkKey key() {
            return InkKey.of(image());
        }

        boolean is(@Nullable InkKey then) {
            return then == null || then.equals(key());
        }
    }

    /** A known line may have been cut a pixel or two wider: moves it back onto the screen where it fits. */
    private static int inside(int start, int length, int limit) {
        return Math.max(0, Math.min(start, limit - length));
    }

    /** True when no pixel that decides the line's ink differs. */
    private static boolean unchanged(Pixels a, Pixels b, Box box) {
        Box around = InkMaker.context(box, a.width(), a.height());
        byte[] rowA = new byte[around.w() * 3];
        byte[] rowB = new byte[around.w() * 3];
        for (int y = around.y(); y < around.bottom(); y++) {
            a.copyRow(around.x(), y, around.w(), rowA, 0);
            b.copyRow(around.x(), y, around.w(), rowB, 0);
            if (!Arrays.equals(rowA, rowB)) {
                return false;
            }
        }
        return true;
    }

    /** What reading cost since this reader was opened. */
    public ReadingStats stats() {
        return stats;
    }

    /** Leaves the engine to the next reader; a second call does nothing. */
    @Override
    public void close() {
        TesseractEngine taken = engine;
        engine = null;
        if (taken != null) {
            taken.giveBack(languages);
        }
    }
}
