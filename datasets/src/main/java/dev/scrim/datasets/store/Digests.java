package dev.scrim.datasets.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, the one hash of a build, as lower-case hex. */
public final class Digests {
    private static final int BUFFER_BYTES = 1 << 16;

    private Digests() {}

    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(newSha256().digest(bytes));
    }

    /** Reads to the end in constant memory; does not close. */
    public static String sha256(InputStream in) throws IOException {
        MessageDigest digest = newSha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Starts a hash over fields, each preceded by its length, so that {@code ("ab","c")} and {@code ("a","bc")} differ.
     *
     * @param tag what is being hashed and in which version, such as {@code scrim-stage/1}; keeps two uses of the same
     *     fields apart
     */
    public static Fields fields(String tag) {
        return new Fields().add(tag);
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A hash in the making; used by one thread, finished once. */
    public static final class Fields {
        private final MessageDigest digest = newSha256();
        private final byte[] eight = new byte[Long.BYTES];

        private Fields() {}

        public Fields add(byte[] field) {
            length(field.length);
            digest.update(field);
            return this;
        }

        public Fields add(String field) {
            return add(field.getBytes(StandardCharsets.UTF_8));
        }

        public Fields add(long field) {
            length(Long.BYTES);
            length(field);
            return this;
        }

        public Fields add(Iterable<String> list) {
            Fields inner = fields("list");
            list.forEach(inner::add);
            return add(inner.bytes());
        }

        public byte[] bytes() {
            return digest.digest();
        }

        public String hex() {
            return HexFormat.of().formatHex(bytes());
        }

        private void length(long value) {
            ByteBuffer.wrap(eight).putLong(value);
            digest.update(eight);
        }
    }
}
