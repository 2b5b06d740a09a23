package dev.scrim.datasets.store;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Digest of a bag of rows that does not depend on their order or on how they were split: the row count, and the sum
 * modulo 2^256 of the rows' SHA-256 hashes (AdHash: Bellare and Micciancio 1997). Equal rows count as often as they
 * occur, which an XOR would cancel. It proves that two runs made the same rows; it is no defence against somebody who
 * may choose rows to collide, for whom files have their own hashes.
 *
 * <p>An instance is a mutable sum for one thread; {@link #add(ContentDigest)} joins the sums of several. A digest of
 * private rows confirms guesses about them: pass {@link #hex()} through {@code KeyService.hmac} before it is stored.
 */
public final class ContentDigest implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int LIMBS = 4;
    private static final int HASH_BYTES = 32;

    private long rows;
    /** Big-endian 256-bit number. */
    private final long[] sum = new long[LIMBS];

    /** The digest of nothing: the sum's neutral element. */
    public ContentDigest() {}

    /** Adds one row by its hash, as {@link Digests.Fields#bytes()} gives it. */
    public ContentDigest addRow(byte[] rowHash) {
        if (rowHash.length != HASH_BYTES) {
            throw new IllegalArgumentException("Cannot add a row hash of " + rowHash.length + " bytes (32 are needed)");
        }
        ByteBuffer in = ByteBuffer.wrap(rowHash);
        addLimbs(in.getLong(), in.getLong(), in.getLong(), in.getLong());
        rows++;
        return this;
    }

    /** Adds all rows of another digest. */
    public ContentDigest add(ContentDigest other) {
        addLimbs(other.sum[0], other.sum[1], other.sum[2], other.sum[3]);
        rows += other.rows;
        return this;
    }

    public long rows() {
        return rows;
    }

    /** 40 bytes: the row count and the sum, both big-endian; {@link #fromBytes} reads them. */
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES + HASH_BYTES).putLong(rows);
        for (long limb : sum) {
            out.putLong(limb);
        }
        return out.array();
    }

    public static ContentDigest fromBytes(byte[] bytes) {
        if (bytes.length != Long.BYTES + HASH_BYTES) {
            throw new IllegalArgumentException(
                    "Cannot read a content digest of " + bytes.length + " bytes (40 are needed)");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        ContentDigest digest = new ContentDigest();
        digest.rows = in.getLong();
        for (int i = 0; i < LIMBS; i++) {
            digest.sum[i] = in.getLong();
        }
        return digest;
    }

    /** SHA-256 over the count and the sum, lower-case hex. */
    public String hex() {
        return Digests.fields("scrim-content/1").add(toBytes()).hex();
    }

    private void addLimbs(long a, long b, long c, long d) {
        long carry = addLimb(3, d, 0);
        carry = addLimb(2, c, carry);
        carry = addLimb(1, b, carry);
        addLimb(0, a, carry);
    }

    private long addLimb(int index, long value, long carry) {
        long first = sum[index] + value;
        long second = first + carry;
        sum[index] = second;
        boolean overflow = Long.compareUnsigned(first, value) < 0 || Long.compareUnsigned(second, first) < 0;
        return overflow ? 1 : 0;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ContentDigest other && Arrays.equals(toBytes(), other.toBytes());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(sum[LIMBS - 1] + rows);
    }

    @Override
    public String toString() {
        return rows + " rows " + HexFormat.of().formatHex(toBytes(), Long.BYTES, Long.BYTES + 8);
    }
}
