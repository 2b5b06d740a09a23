package dev.scrim.datasets.split;

import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.model.TrajectoryId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names that say nothing: HMAC-SHA256 of an inner name under a key of the build, each use with a domain of its own, so
 * that keys of two uses cannot be compared. Without the key nobody can test a guess. Thread-safe.
 */
public final class OpaqueKeys {
    /** 128 bits: no collision is to be expected below 2^60 samples. */
    private static final int NAME_BYTES = 16;

    private final SecretKeySpec key;

    /** @param key at least 16 secret bytes that stay the same for all builds whose splits must agree */
    public OpaqueKeys(byte[] key) {
        if (key.length < 16) {
            throw new IllegalArgumentException("Cannot hash names with a key below 16 bytes: " + key.length);
        }
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** The trajectory's name in exports: 32 hexadecimal digits. */
    public String trajectory(TrajectoryId id) {
        return name("trajectory", id.toString());
    }

    /** A step's name in exports, unique across all shards: 32 hexadecimal digits. */
    public String sample(TrajectoryId id, int step) {
        return name("sample", id + "/" + step);
    }

    /** A number in [0, 1), even over people, that is the same in every build with this key. */
    double fraction(SubjectId subject) {
        long bits = ByteBuffer.wrap(mac("split", subject.value())).getLong();
        return (bits >>> 11) * 0x1.0p-53;
    }

    private String name(String domain, String value) {
        return HexFormat.of().formatHex(mac(domain, value), 0, NAME_BYTES);
    }

    private byte[] mac(String domain, String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(("scrim/1/" + domain + "\0").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot compute HMAC-SHA256, which every Java platform must have", e);
        }
    }
}
