package dev.scrim.jobs.export;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.Step;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.WindowEvent;
import dev.scrim.datasets.shards.FlatAction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A MinHash sketch of what was done in a trajectory: program, action, place and redacted text of each run of
 * {@value #RUN_STEPS} steps (Broder, "On the resemblance and containment of documents", 1997). The share of equal values
 * of two sketches estimates how much of two trajectories is the same; its standard error is at most 0.09.
 */
final class TrajectorySketch {
    /** Values of a sketch. */
    static final int VALUES = 32;

    /** Steps that are looked at together, so that the order of actions counts. */
    static final int RUN_STEPS = 3;

    /** Places are alike within this many pixels: two people press one button at different points of it. */
    private static final int PLACE_PX = 48;
    /** Multiplier of the finaliser of SplitMix64 (Steele et al., OOPSLA 2014), which also seeds the permutations. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private TrajectorySketch() {}

    /** The sketch; equal for trajectories of equal steps. */
    static long[] of(List<Step> steps) {
        List<Long> said = new ArrayList<>();
        for (Step step : steps) {
            said.add(hash(said(step)));
        }
        long[] least = new long[VALUES];
        Arrays.fill(least, Long.MAX_VALUE);
        for (int i = 0; i + RUN_STEPS <= Math.max(said.size(), RUN_STEPS); i++) {
            long run = 0;
            for (int j = i; j < Math.min(said.size(), i + RUN_STEPS); j++) {
                run = mix(run + said.get(j));
            }
            for (int v = 0; v < VALUES; v++) {
                least[v] = Math.min(least[v], mix(run ^ GOLDEN * (v + 1)));
            }
        }
        return least;
    }

    private static String said(Step step) {
        Action action = step.action();
        Optional<Point> at = Action.place(action);
        StringBuilder out = new StringBuilder(action.kind());
        out.append('\n').append(step.window().map(WindowEvent::app).orElse(""));
        at.ifPresent(p ->
                out.append('\n').append((long) p.x() / PLACE_PX).append(',').append((long) p.y() / PLACE_PX));
        if (action instanceof Action.TypeText t) {
            out.append('\n').append(t.text());
        } else if (action instanceof Action.Hotkey k) {
            out.append('\n').append(k.keys());
        } else if (action instanceof Action.PressKey k) {
            out.append('\n').append(k.key());
        }
        return out.toString();
    }

    /**
     * Says program and action of a step that is done at a place, all of it but times and the exact point, as one number;
     * empty for others, such as a pressed key, of which too many are the same.
     */
    static Optional<Long> placed(Step step) {
        String app = step.window().map(WindowEvent::app).orElse("");
        return Action.place(step.action())
                .map(at -> hash(app + "\n"
                        + timeless(step.action())
                                .projected(
                                        p -> new Point(Math.floor(p.x() / PLACE_PX), Math.floor(p.y() / PLACE_PX)))));
    }

    /** An action without its times. */
    static String exactly(Action action) {
        return timeless(action).toString();
    }

    private static FlatAction timeless(Action action) {
        Optional<String> text = action instanceof Action.TypeText t ? Optional.of(t.text()) : Optional.empty();
        return FlatAction.from(action, text).at(new TimeSpan(0, 0));
    }

    /** FNV-1a, 64 bits, finished by {@link #mix}: the sketch need not withstand an attacker. */
    private static long hash(String text) {
        long h = 0xCBF29CE484222325L;
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            h = (h ^ (bytes.get() & 0xFF)) * 0x100000001B3L;
        }
        return mix(h);
    }

    private static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
        return b ^ b >>> 31;
    }
}
