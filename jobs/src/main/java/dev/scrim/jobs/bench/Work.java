package dev.scrim.jobs.bench;

/**
 * What processor time went into, in seconds, summed over threads.
 *
 * @param decode videos, and frames of earlier stages
 * @param ocr inside OCR engines, of the reading and of the second look
 * @param encode frames into any form
 * @param own all other code of Scrim
 * @param spark Spark's own code and what it calls, such as Parquet and encryption
 * @param runtime threads that are no Java threads: compiling and collecting garbage
 */
public record Work(double decode, double ocr, double encode, double own, double spark, double runtime) {
    /** Nothing. */
    public static final Work NONE = new Work(0, 0, 0, 0, 0, 0);

    /** Both together. */
    public Work plus(Work o) {
        return new Work(
                decode + o.decode, ocr + o.ocr, encode + o.encode, own + o.own, spark + o.spark, runtime + o.runtime);
    }

    /** What cannot be left out: decoding, OCR, encoding. */
    public double needed() {
        return decode + ocr + encode;
    }

    public double total() {
        return needed() + own + spark + runtime;
    }
}
