package dev.scrim.datasets.shards.lerobot;

/**
 * Places an episode's steps on its grid of frames: frame {@code n} stands for the time from {@code n / fps} seconds after
 * the first step's start on. A frame has at most one step, so a step that begins in an occupied frame takes the next; its
 * true times stay in columns of their own.
 */
final class EpisodeClock {
    /** A day at 60 frames a second: a longer trajectory is damage. */
    static final long MAX_FRAMES = 24L * 60 * 60 * 60;

    private static final long SECOND_US = 1_000_000;

    private final int fps;
    private final long firstUs;
    private long last = -1;

    EpisodeClock(int fps, long firstUs) {
        this.fps = fps;
        this.firstUs = firstUs;
    }

    /** The frame of the next step, which shows the screen before it. */
    long begin(long startUs) {
        last = Math.max(last + 1, Math.floorDiv(since(startUs) * fps, SECOND_US));
        return checked(last);
    }

    /** The first frame after the end of the step that was begun last. */
    long end(long endUs) {
        return checked(Math.max(last + 1, -Math.floorDiv(-since(endUs) * fps, SECOND_US)));
    }

    private long since(long us) {
        long limitUs = MAX_FRAMES * SECOND_US;
        return Math.max(0, Math.min(limitUs, us - firstUs));
    }

    private static long checked(long frame) {
        if (frame >= MAX_FRAMES) {
            throw new IllegalArgumentException(
                    "Cannot film a trajectory of more than " + MAX_FRAMES + " frames (its times are damaged)");
        }
        return frame;
    }
}
