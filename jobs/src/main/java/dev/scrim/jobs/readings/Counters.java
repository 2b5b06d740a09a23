package dev.scrim.jobs.readings;

import dev.scrim.featurizers.reading.ReadingStats;
import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/** What reading cost, summed over tasks; for people, never part of a result. */
record Counters(
        LongAccumulator frames,
        LongAccumulator linesFound,
        LongAccumulator linesRead,
        LongAccumulator linesKnown,
        LongAccumulator unusable,
        LongAccumulator ocrCalls,
        LongAccumulator findMs,
        LongAccumulator ocrMs,
        LongAccumulator pictureMs,
        LongAccumulator scriptCalls,
        LongAccumulator scriptMs,
        LongAccumulator effects)
        implements Serializable {
    private static final long NS_PER_MS = 1_000_000;

    static Counters of(SparkContext context, LongAccumulator frames) {
        return new Counters(
                frames,
                context.longAccumulator(),
                context.longAccumulator(),
                context.longAccumulator(),
                context.longAccumulator(),
                context.longAccumulator(),
                context.longAccumulator(),
                context.longAccumulator(),
                context.longAccumulator(),
                context.longAccumulator(),
                context.longAccumulator(),
                context.longAccumulator());
    }

    void frame() {
        frames.add(1);
    }

    /** A step was seen to change what is at its place, so that its frame could be checked. */
    void effect() {
        effects.add(1);
    }

    void pictures(long ns) {
        pictureMs.add(ns / NS_PER_MS);
    }

    /** The script detector was asked so often, and took so long. */
    void scripts(long calls, long ns) {
        scriptCalls.add(calls);
        scriptMs.add(ns / NS_PER_MS);
    }

    void add(ReadingStats s) {
        linesFound.add(s.linesFound());
        linesRead.add(s.linesRead() - s.linesKnown());
        linesKnown.add(s.linesKnown());
        ocrCalls.add(s.ocrCalls());
        findMs.add((s.findNs() + s.keyNs()) / NS_PER_MS);
        ocrMs.add(s.ocrNs() / NS_PER_MS);
    }
}
