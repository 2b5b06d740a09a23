package dev.scrim.jobs.bench;

import java.util.List;

/**
 * What one run measured; the rest is arithmetic.
 *
 * @param recordedSeconds length of all recordings together
 * @param cores worker threads, of the build and of the straightforward way
 * @param wallSeconds stages 01 to 08, the start of the Spark session left out
 * @param cpuSeconds of the whole process in that time
 * @param keptFrames frames that stage 04 decoded and read
 * @param ocrCalls calls of the OCR engine in stage 04; most of them read one line
 * @param ocrSeconds spent in them, summed over threads
 * @param redaction the same for findings, propagation and masking
 * @param linesFound lines of text in kept frames, each time they were seen
 * @param linesRead of these, those that OCR had to read
 * @param characters in distinct lines
 * @param peak memory when the build was done
 * @param sampledFrames frames that were read as whole pages
 * @param sampledCharacters read in them
 * @param sampledSeconds wall time for them
 */
public record BenchFigures(
        double recordedSeconds,
        int cores,
        double wallSeconds,
        double cpuSeconds,
        List<StageTime> stages,
        long keptFrames,
        long ocrCalls,
        double ocrSeconds,
        RedactionWork redaction,
        long linesFound,
        long linesRead,
        long characters,
        PeakMemory peak,
        int sampledFrames,
        long sampledCharacters,
        double sampledSeconds) {
    public BenchFigures {
        stages = List.copyOf(stages);
        if (!(recordedSeconds > 0 && wallSeconds > 0 && cpuSeconds > 0 && keptFrames > 0 && sampledFrames > 0)) {
            throw new IllegalArgumentException("Cannot compare: nothing was built or nothing was read");
        }
    }

    /** Wall time of one stage. */
    public record StageTime(String stage, double seconds) {}

    /** Recorded seconds for each second of wall time. */
    public double recordedPerWallSecond() {
        return recordedSeconds / wallSeconds;
    }

    /** Recorded seconds for each second that a core was busy. */
    public double recordedPerCoreSecond() {
        return recordedSeconds / cpuSeconds;
    }

    /** Findings, propagation and masking against the OCR of the same build, both summed over threads; 0 without OCR. */
    public double redactionOverOcr() {
        return ocrSeconds > 0 ? redaction.seconds() / ocrSeconds : 0;
    }

    public double ocrCallsPerFrame() {
        return (double) ocrCalls / keptFrames;
    }

    public double charactersPerFrame() {
        return (double) characters / keptFrames;
    }

    public double pageCharactersPerFrame() {
        return (double) sampledCharacters / sampledFrames;
    }

    /** Wall time of the straightforward way for all kept frames, carried over from the sample. */
    public double pageWallSeconds() {
        return sampledSeconds / sampledFrames * keptFrames;
    }

    /**
     * How many times longer the straightforward way takes for the kept frames than all of stages 01 to 08. It is given
     * its frames: their decoding from video, and everything but reading and encoding, is not in its time.
     */
    public double ratioKeptFrames() {
        return pageWallSeconds() / wallSeconds;
    }

    /** The same against stage 04 alone, which decodes, reads and encodes. */
    public double ratioReading() {
        double reading = stages.stream()
                .filter(s -> s.stage().startsWith("04"))
                .mapToDouble(StageTime::seconds)
                .sum();
        return reading > 0 ? pageWallSeconds() / reading : 0;
    }
}
