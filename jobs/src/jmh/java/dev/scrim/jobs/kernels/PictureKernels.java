package dev.scrim.jobs.kernels;

import dev.scrim.datasets.media.FrameCodec;
import dev.scrim.datasets.media.Png;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.redaction.mask.FramePainter;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is done with whole frames beside reading them. */
@State(Scope.Benchmark)
public class PictureKernels {
    private static final int NOISE_LEVELS = 8;

    private Pixels screen;
    private Pixels sameAgain;
    private byte[] stored;
    private List<Mask> masks;

    @Setup
    public void setup() {
        screen = DemoScreen.frame(20);
        sameAgain = Pixels.copyOf(screen.width(), screen.height(), screen.toBgr());
        stored = FrameCodec.encode(screen);
        masks = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            masks.add(new Mask(0, new Box(40 + 60 * i, 40 + 50 * i, 220, 20), Category.TAX, "SSN"));
        }
    }

    @Benchmark
    public boolean compareWithTheFrameBefore() {
        return screen.differsFrom(sameAgain, NOISE_LEVELS);
    }

    @Benchmark
    public Pixels paintTwelveMasks() {
        return FramePainter.paint(screen, masks);
    }

    @Benchmark
    public byte[] encodePng() {
        return Png.encode(screen);
    }

    @Benchmark
    public byte[] encodeStored() {
        return FrameCodec.encode(screen);
    }

    @Benchmark
    public Pixels decodeStored() {
        return FrameCodec.decode(stored);
    }
}
