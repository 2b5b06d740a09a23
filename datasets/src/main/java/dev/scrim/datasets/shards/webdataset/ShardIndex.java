package dev.scrim.datasets.shards.webdataset;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Where a shard's samples are, in the two forms that readers want beside it; some 150 bytes a sample.
 *
 * <p>Energon ({@code flavors/webdataset/itar.py}): the offset of each sample's first header and that of the end, as
 * little-endian 64-bit numbers. DALI ({@code tools/wds2idx.py}): {@code v1.2 <samples>}, then a line a sample with
 * extension, offset of the content, size and name of each of its files.
 */
final class ShardIndex {
    private static final String DALI_VERSION = "v1.2";

    private final ByteArrayOutputStream offsets = new ByteArrayOutputStream();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private String key = "";
    private long samples;

    static String energonFile(String shard) {
        return shard + ".idx";
    }

    static String daliFile(String shard) {
        return shard.substring(0, shard.length() - ".tar".length()) + ".idx";
    }

    /** Adds one file; those of a sample follow each other. */
    void add(TarScan.Entry entry) {
        int dot = entry.name().indexOf('.');
        String of = entry.name().substring(0, dot);
        if (!of.equals(key)) {
            if (samples++ > 0) {
                lines.write('\n');
            }
            key = of;
            number(entry.headerOffset());
        } else {
            lines.write(' ');
        }
        String text = entry.name().substring(dot + 1) + " " + entry.offset() + " " + entry.size() + " " + entry.name();
        lines.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Says where the last file ended. */
    void end(long offset) {
        number(offset);
        if (samples > 0) {
            lines.write('\n');
        }
    }

    long samples() {
        return samples;
    }

    byte[] energon() {
        return offsets.toByteArray();
    }

    byte[] dali() {
        byte[] head = (DALI_VERSION + " " + samples + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + lines.size())
                .put(head)
                .put(lines.toByteArray())
                .array();
    }

    private void number(long value) {
        offsets.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
    }
}
