package dev.scrim.featurizers.timeline;

import dev.scrim.datasets.model.FrameEvent;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The frames of the last seconds, with what their coded sizes say about how much the screen changed.
 *
 * <p>A predicted frame's size against the last key frame's says which share of the screen changed; against the size that
 * pointer movement alone gives, whether anything but the pointer did. Both are ratios within one video, so they hold for
 * any codec, resolution and program. Nothing is decoded. Memory is bounded by time and count. Not thread-safe.
 */
public final class FrameLog {
    /** A key frame's size stands in until one is seen: a plain full-HD desktop in H.264. */
    private static final int TYPICAL_KEY_BYTES = 30_000;
    /** Pointer movement against the key frame, measured over eight desktops: 0.3 to 1.1 %. */
    private static final double TYPICAL_POINTER_SHARE = 0.007;

    private static final int MAX_FRAMES = 2_048;
    private static final int POINTER_SAMPLES = 31;

    private final long horizonUs;
    private final Deque<FrameEvent> frames = new ArrayDeque<>();
    private final int[] pointerBytes = new int[POINTER_SAMPLES];
    private int pointerCount;
    private int keyBytes;
    private boolean pointerMoved;

    /** @param horizonUs how long frames are remembered; the newest one always is */
    public FrameLog(long horizonUs) {
        this.horizonUs = horizonUs;
    }

    /** The pointer moved with nothing else going on, so the next frame shows what that costs. */
    public void pointerMovedAlone() {
        pointerMoved = true;
    }

    public void add(FrameEvent frame) {
        if (frame.keyFrame()) {
            keyBytes = frame.packetBytes();
        } else if (pointerMoved) {
            pointerBytes[pointerCount++ % POINTER_SAMPLES] = frame.packetBytes();
        }
        pointerMoved = false;
        frames.addLast(frame);
        while (frames.size() > 1
                && (frames.size() > MAX_FRAMES || frames.getFirst().tUs() < frame.tUs() - horizonUs)) {
            frames.removeFirst();
        }
    }

    /** Forgets all frames, as at a cut; what sizes are usual stays known. */
    public void clear() {
        frames.clear();
        pointerMoved = false;
    }

    /** Oldest first. */
    public Iterable<FrameEvent> oldestFirst() {
        return frames;
    }

    /** Newest first. */
    public Iterable<FrameEvent> newestFirst() {
        return frames::descendingIterator;
    }

    /** Size of the last key frame, or a typical one. */
    public double keyBytes() {
        return keyBytes > 0 ? keyBytes : TYPICAL_KEY_BYTES;
    }

    /** Median size of a frame in which only the pointer moved, or a typical one. */
    public double pointerBytes() {
        int n = Math.min(pointerCount, POINTER_SAMPLES);
        if (n < 5) {
            return keyBytes() * TYPICAL_POINTER_SHARE;
        }
        int[] sorted = Arrays.copyOf(pointerBytes, n);
        Arrays.sort(sorted);
        return Math.max(1, sorted[n / 2]);
    }

    /** Sum of the sizes of predicted frames in {@code (fromUs, toUs]}. */
    public long bytesBetween(long fromUs, long toUs) {
        long sum = 0;
        for (FrameEvent frame : frames) {
            if (frame.tUs() > fromUs && frame.tUs() <= toUs && !frame.keyFrame()) {
                sum += frame.packetBytes();
            }
        }
        return sum;
    }

    /** The largest predicted frame in {@code (fromUs, toUs]}, or 0. */
    public int peakBetween(long fromUs, long toUs) {
        int peak = 0;
        for (FrameEvent frame : frames) {
            if (frame.tUs() > fromUs && frame.tUs() <= toUs && !frame.keyFrame()) {
                peak = Math.max(peak, frame.packetBytes());
            }
        }
        return peak;
    }

    /** Whether a key frame, whose size says nothing about change, lies in {@code (fromUs, toUs]}. */
    public boolean keyFrameBetween(long fromUs, long toUs) {
        for (FrameEvent frame : frames) {
            if (frame.tUs() > fromUs && frame.tUs() <= toUs && frame.keyFrame()) {
                return true;
            }
        }
        return false;
    }

    /** No more than the pointer, a caret or a typed character changed: at rest for the eye. A key frame counts as quiet. */
    public boolean quiet(FrameEvent frame) {
        return frame.keyFrame() || frame.packetBytes() <= Math.max(2 * pointerBytes(), 0.01 * keyBytes());
    }

    /** Not even the pointer moved. */
    public boolean still(FrameEvent frame) {
        return !frame.keyFrame() && frame.packetBytes() <= 0.6 * pointerBytes();
    }
}
