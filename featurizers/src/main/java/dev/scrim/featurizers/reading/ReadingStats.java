package dev.scrim.featurizers.reading;

/**
 * What reading cost so far; the numbers only grow.
 *
 * @param frames kept frames read
 * @param linesFound lines found in them
 * @param linesUnchanged of those, at the same place with the same pixels as in the frame before
 * @param linesReused of those, found in the cache by content
 * @param linesRead of those, new in this segment
 * @param linesKnown of the new ones, read before from exactly the same ink, so that no OCR was needed
 * @param ocrCalls engine calls, retries included
 * @param characters characters of the lines read
 * @param findNs processor time finding lines, nanoseconds
 * @param keyNs processor time normalising and looking up lines, nanoseconds
 * @param ocrNs processor time in OCR of new lines, nanoseconds
 */
public record ReadingStats(
        long frames,
        long linesFound,
        long linesUnchanged,
        long linesReused,
        long linesRead,
        long linesKnown,
        long ocrCalls,
        long characters,
        long findNs,
        long keyNs,
        long ocrNs) {
    /** Nothing done yet. */
    public static final ReadingStats NONE = new ReadingStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Both together, as for two segments. */
    public ReadingStats plus(ReadingStats o) {
        return new ReadingStats(
                frames + o.frames,
                linesFound + o.linesFound,
                linesUnchanged + o.linesUnchanged,
                linesReused + o.linesReused,
                linesRead + o.linesRead,
                linesKnown + o.linesKnown,
                ocrCalls + o.ocrCalls,
                characters + o.characters,
                findNs + o.findNs,
                keyNs + o.keyNs,
                ocrNs + o.ocrNs);
    }
}
