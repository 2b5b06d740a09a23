package dev.scrim.datasets.store;

import java.util.Arrays;

/**
 * Tells by its first bytes whether a file is in a format of the vault. What opens it is another question. Other formats
 * that begin alike are told apart: a Zstandard frame begins with the byte 40 as well, and so does text with a bracket.
 */
public final class SealedBytes {
    /** So many first bytes say it: the header of a stream. */
    public static final int LOOKED_AT = 40;

    /** Magic of a Parquet file with an encrypted footer (Parquet modular encryption, section 5.1). */
    private static final byte[] TABLE = {'P', 'A', 'R', 'E'};

    /** A file of an export that two people must join their shares to open. */
    private static final byte[] SHARED = {'S', 'C', 'R', 'I', 'M', 'S', 'L', '1'};

    /** A Tink stream begins with its header's length: 1 + 32 bytes of salt + 7 of nonce prefix. */
    private static final byte STREAM_HEADER_BYTES = 40;

    /** RFC 8878, section 3.1.1. One stream in 2^24 has it in its salt by chance and is refused; the next try has not. */
    private static final byte[] ZSTANDARD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    private SealedBytes() {}

    /** A table whose footer and columns are encrypted. */
    public static boolean isTable(byte[] start) {
        return begins(start, TABLE);
    }

    /**
     * A table, a file that waits for its release, or a Tink AES256-GCM-HKDF stream.
     *
     * @param start the first {@link #LOOKED_AT} bytes, or all of a shorter file
     */
    public static boolean isSealed(byte[] start) {
        return isTable(start) || begins(start, SHARED) || isStream(start);
    }

    private static boolean isStream(byte[] start) {
        return start.length >= STREAM_HEADER_BYTES
                && start[0] == STREAM_HEADER_BYTES
                && !begins(start, ZSTANDARD)
                && !isText(start);
    }

    /** Of 39 random bytes all are of text less than once in 10^15. */
    private static boolean isText(byte[] start) {
        for (int i = 1; i < STREAM_HEADER_BYTES; i++) {
            if ((start[i] < ' ' || start[i] == 0x7f) && start[i] != '\n' && start[i] != '\r' && start[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private static boolean begins(byte[] start, byte[] magic) {
        return start.length >= magic.length && Arrays.equals(start, 0, magic.length, magic, 0, magic.length);
    }
}
