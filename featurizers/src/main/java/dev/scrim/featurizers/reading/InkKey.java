package dev.scrim.featurizers.reading;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 of a picture of ink and its size, as four words. Two pictures of one key are the same picture. It confirms
 * guesses about what it was made of, so it is private content: it is kept in memory and under encryption only.
 */
public record InkKey(long a, long b, long c, long d) {
    static InkKey of(GrayImage ink) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(ByteBuffer.allocate(8)
                    .putInt(ink.width())
                    .putInt(ink.height())
                    .flip());
            ByteBuffer hash = ByteBuffer.wrap(sha.digest(ink.levels()));
            return new InkKey(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot hash: every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "InkKey";
    }
}
