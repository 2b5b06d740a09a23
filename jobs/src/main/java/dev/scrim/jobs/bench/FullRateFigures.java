package dev.scrim.jobs.bench;

import java.util.List;

/**
 * A build with {@code moments.frames: all}, beside the straightforward way on the same frames.
 *
 * @param recordings those that were built
 * @param ofRecordings how many there are in all
 * @param recordedSeconds length of those built
 * @param wallSeconds stages 01 to 08, all from nothing, in a process that is warm from the first build
 * @param cpuSeconds the same in processor time
 */
public record FullRateFigures(
        List<String> recordings,
        int ofRecordings,
        double recordedSeconds,
        double wallSeconds,
        double cpuSeconds,
        Straight straight) {
    public FullRateFigures {
        recordings = List.copyOf(recordings);
    }

    public double ratio() {
        return straight.wallSeconds() / wallSeconds;
    }

    public double ratioCpu() {
        return straight.cpuSeconds() / cpuSeconds;
    }
}
