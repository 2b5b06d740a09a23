package dev.scrim.datasets.shards.webdataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One file's header in a tar (POSIX.1-1988 {@code ustar}). Only what a shard needs: regular files with short ASCII names,
 * read-only for all, of nobody and of no time. The bytes are those of Python's {@code tarfile}; libraries for Java pad
 * their numbers otherwise, and equal shards must be equal bytes.
 *
 * @param name at most 100 characters
 * @param size of the content in bytes, below 8 GiB
 */
record TarHeader(String name, long size) {
    static final int BLOCK = 512;
    /** A tar is written in records of 20 blocks. */
    static final int RECORD = 20 * BLOCK;
    /** 11 octal digits. */
    static final long MAX_SIZE = (1L << 33) - 1;

    static final int MAX_NAME = 100;

    private static final int MODE_AT = 100;
    private static final int UID_AT = 108;
    private static final int GID_AT = 116;
    private static final int SIZE_AT = 124;
    private static final int MTIME_AT = 136;
    private static final int CHECKSUM_AT = 148;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final byte[] MAGIC = "ustar\00000".getBytes(StandardCharsets.US_ASCII);
    private static final int MODE = 0444;

    TarHeader {
        if (name.isEmpty()
                || name.length() > MAX_NAME
                || !name.chars().allMatch(c -> c > ' ' && c < 127)
                || size < 0
                || size > MAX_SIZE) {
            throw new IllegalArgumentException("Cannot put a file of " + size + " bytes under a name of "
                    + name.length() + " characters into a tar (at most " + MAX_SIZE + " and " + MAX_NAME
                    + ", ASCII without spaces)");
        }
    }

    /** The header's block. */
    byte[] toBlock() {
        byte[] block = new byte[BLOCK];
        byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, block, 0, ascii.length);
        octal(block, MODE_AT, 7, MODE);
        octal(block, UID_AT, 7, 0);
        octal(block, GID_AT, 7, 0);
        octal(block, SIZE_AT, 11, size);
        octal(block, MTIME_AT, 11, 0);
        block[TYPE_AT] = '0';
        System.arraycopy(MAGIC, 0, block, MAGIC_AT, MAGIC.length);
        // The sum counts its own field as spaces, and leaves the last of them.
        Arrays.fill(block, CHECKSUM_AT, CHECKSUM_AT + 8, (byte) ' ');
        octal(block, CHECKSUM_AT, 6, sum(block));
        block[CHECKSUM_AT + 6] = 0;
        return block;
    }

    /**
     * What a block says; empty for a block of zeros.
     *
     * @throws IOException where it is not a header that {@link #toBlock} gives
     */
    static Optional<TarHeader> of(byte[] block) throws IOException {
        if (isZero(block, 0, block.length)) {
            return Optional.empty();
        }
        int end = 0;
        while (end < MAX_NAME && block[end] != 0) {
            end++;
        }
        TarHeader header;
        try {
            String digits = new String(block, SIZE_AT, 11, StandardCharsets.US_ASCII);
            header = new TarHeader(new String(block, 0, end, StandardCharsets.US_ASCII), Long.parseLong(digits, 8));
        } catch (IllegalArgumentException e) {
            throw new IOException("Cannot read a tar: a header has no usable name or size");
        }
        if (!Arrays.equals(header.toBlock(), block)) {
            throw new IOException("Cannot read a tar: a header is damaged or another writer's");
        }
        return Optional.of(header);
    }

    /** Bytes that fill a content of that size up to a whole block. */
    static int padding(long size) {
        return (int) (-size & BLOCK - 1);
    }

    /** Length of a whole tar whose last file ends at {@code end}: two blocks of zeros, then up to a whole record. */
    static long fileLength(long end) {
        return (end + 2 * BLOCK + RECORD - 1) / RECORD * RECORD;
    }

    static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static void octal(byte[] block, int at, int digits, long value) {
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            block[i] = (byte) ('0' + (rest & 7));
            rest >>= 3;
        }
    }

    private static int sum(byte[] block) {
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xFF;
        }
        return sum;
    }
}
