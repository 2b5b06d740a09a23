package dev.scrim.datasets.scan;

import java.util.List;

/**
 * What a scan found. It names files and ordinals, never a text.
 *
 * @param texts that were sought
 * @param tooShort of them, those with fewer bytes than can be told from chance; they were not sought
 * @param files looked at
 * @param bytes of these files, as they lie on the disk
 * @param packed archives and compressed streams that were opened
 * @param hits in the order of their files, each of a file's once
 * @param unopened files of which a part could not be unpacked: damaged, too deep, or too large when unpacked
 */
public record ScanResult(
        int texts, int tooShort, long files, long bytes, long packed, List<Hit> hits, List<String> unopened) {
    public ScanResult {
        hits = List.copyOf(hits);
        unopened = List.copyOf(unopened);
    }

    /**
     * One text in one file.
     *
     * @param file relative to what was scanned
     * @param text ordinal of the text, from 1
     * @param how its encoding and what it was packed in, such as {@code UTF-16 in gzip}
     */
    public record Hit(String file, int text, String how) {}

    /** Whether everything was looked at and nothing was found. */
    public boolean isClean() {
        return hits.isEmpty() && unopened.isEmpty();
    }

    /** Files with at least one text. */
    public long filesHit() {
        return hits.stream().map(Hit::file).distinct().count();
    }
}
