package dev.scrim.datasets.chain;

import java.util.regex.Pattern;

/**
 * The last line of a chain, which stands for all before it: kept elsewhere, it shows that a chain was cut off or made anew.
 *
 * @param seq number of the line, from 1; 0 for a chain of none
 * @param hash of the line, 64 hex digits
 */
public record ChainHead(long seq, String hash) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** What the first line has in the place of a hash before it. */
    static final String FIRST = "0".repeat(64);

    /** Head of a chain without a line. */
    public static final ChainHead NONE = new ChainHead(0, FIRST);

    public ChainHead {
        if (seq < 0 || !HASH.matcher(hash).matches() || (seq == 0) != hash.equals(FIRST)) {
            throw new IllegalArgumentException("Cannot take " + seq + ":" + hash + " for the head of a chain");
        }
    }

    /** Reads what {@link #toString} writes. */
    public static ChainHead parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("Cannot read the head of a chain: it has no number");
        }
        return new ChainHead(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
    }

    /** Number and hash, {@code 12:ab34...}. */
    @Override
    public String toString() {
        return seq + ":" + hash;
    }
}
