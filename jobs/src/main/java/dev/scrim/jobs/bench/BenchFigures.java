package dev.scrim.jobs.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
 * @param characters in the lines that were read, each time that OCR read one
 * @param newCharacters in distinct texts of lines, each counted once in each recording
 * @param ocrPixels area of what OCR was given, before scaling; a second try at a line counts as an average line
 * @param textPixels area of one line for each distinct text
 * @param storageBytes what each stage left on disk
 * @param peak memory when the first build was done
 * @param straight the other way, for the kept frames
 * @param fullRate the same for every frame that differs; empty when it was not asked for
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
        long newCharacters,
        long ocrPixels,
        long textPixels,
        Map<String, Long> storageBytes,
        PeakMemory peak,
        Straight straight,
        Optional<FullRateFigures> fullRate) {
    public BenchFigures {
        stages = List.copyOf(stages);
        storageBytes = new TreeMap<>(storageBytes);
        if (!(recordedSeconds > 0 && wallSeconds > 0 && cpuSeconds > 0 && keptFrames > 0)) {
            throw new IllegalArgumentException("Cannot compare: nothing was built");
        }
    }

    /**
     * One stage.
     *
     * @param seconds wall time
     * @param work processor time, by what it went into
     */
    public record StageTime(String stage, double seconds, Work work) {}

    /** What all stages together spent processor time on. */
    public Work work() {
        return stages.stream().map(StageTime::work).reduce(Work.NONE, Work::plus);
    }

    /** Share of processor time outside decoding, OCR and encoding. */
    public double shareOutside() {
        double total = work().total();
        return total > 0 ? 1 - work().needed() / total : 0;
    }

    /** Share of the worker threads' wall time outside decoding, OCR and encoding; waiting for a core is in it. */
    public double shareOutsideWall() {
        return 1 - Math.min(1, work().needed() / (wallSeconds * cores));
    }

    public double ocrCallsPerNewCharacter() {
        return newCharacters == 0 ? 0 : (double) ocrCalls / newCharacters;
    }

    public double ocrCharactersPerNewCharacter() {
        return newCharacters == 0 ? 0 : (double) characters / newCharacters;
    }

    public double ocrPixelsPerTextPixel() {
        return textPixels == 0 ? 0 : (double) ocrPixels / textPixels;
    }

    /** Processor time that reading each distinct text once, in one call, would take. */
    public double ocrLimitSeconds() {
        return ocrPixels == 0 ? 0 : ocrSeconds * textPixels / ocrPixels;
    }

    /** Processor time that nothing can go below: decoding once, reading each text once, encoding each frame once. */
    public double limitSeconds() {
        return straight.decodeCpuS() + ocrLimitSeconds() + straight.encodeSeconds();
    }

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
        return (double) straight.characters() / straight.sampled();
    }

    /** Wall time of the straightforward way for all kept frames, its decoding with it. */
    public double pageWallSeconds() {
        return straight.wallSeconds();
    }

    /** How many times longer the straightforward way takes for the kept frames than all of stages 01 to 08. */
    public double ratioKeptFrames() {
        return straight.wallSeconds() / wallSeconds;
    }

    /** The same in processor time, which a busy machine does not change. */
    public double ratioKeptFramesCpu() {
        return straight.cpuSeconds() / cpuSeconds;
    }

    /** The same against stage 04 alone, which decodes, reads and encodes. */
    public double ratioReading() {
        double reading = stages.stream()
                .filter(s -> s.stage().startsWith("04"))
                .mapToDouble(StageTime::seconds)
                .sum();
        return reading > 0 ? straight.wallSeconds() / reading : 0;
    }
}
