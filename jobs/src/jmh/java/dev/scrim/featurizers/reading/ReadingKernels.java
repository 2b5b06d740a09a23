package dev.scrim.featurizers.reading;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.TextLine;
import dev.scrim.jobs.kernels.DemoScreen;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The parts of reading one screen; in the package of what it measures, which nobody else may call. */
@State(Scope.Benchmark)
public class ReadingKernels {
    private TesseractEngine engine;
    private LineReader reader;
    private LineFinder finder;
    private ReadingCache cache;
    private Mat bgr;
    private Box line;
    private GrayImage ink;

    @Setup
    public void setup() {
        OpenCv.ensureLoaded();
        ReadingSettings settings = ReadingSettings.defaults();
        engine = TesseractEngine.open(settings.languages());
        reader = new LineReader(engine, settings);
        finder = new LineFinder(settings);
        Pixels screen = DemoScreen.frame(20);
        bgr = new Mat(screen.height(), screen.width(), CvType.CV_8UC3);
        bgr.put(0, 0, screen.toBgr());
        List<Box> lines = finder.find(bgr);
        cache = new ReadingCache();
        for (Box box : lines) {
            GrayImage own = InkMaker.ink(bgr, box);
            cache.put(own, reader.read(own, () -> InkMaker.plain(bgr, box)).line());
        }
        List<Box> byWidth =
                lines.stream().sorted(Comparator.comparingInt(Box::w)).toList();
        line = byWidth.get(byWidth.size() / 2);
        ink = InkMaker.ink(bgr, line);
    }

    @Benchmark
    public List<Box> findLines() {
        return finder.find(bgr);
    }

    @Benchmark
    public Optional<ReadingCache.Hit> inkAndLookUpOneLine() {
        return cache.find(InkMaker.ink(bgr, line));
    }

    @Benchmark
    public TextLine readOneLine() {
        return reader.read(ink, () -> InkMaker.plain(bgr, line)).line();
    }

    @TearDown
    public void close() {
        engine.close();
        bgr.release();
    }
}
