package dev.scrim.datasets.vault;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * One 256-bit data key. It encrypts nothing itself: each use derives a key of its own (HKDF-SHA256, RFC 5869), so that
 * tables and media never share a key. Does not print, compare or serialise its bytes.
 */
public final class DataKey {
    /** Length of a data key and of every key derived from it. */
    public static final int BYTES = 32;

    private final KeyId id;
    private final SecretBytes secret;

    DataKey(KeyId id, SecretBytes secret) {
        if (secret.size() != BYTES) {
            throw new IllegalArgumentException("Cannot use data key " + id + ": it is not 256 bits long");
        }
        this.id = id;
        this.secret = secret;
    }

    /** For adapters of other key services; copies the bytes. */
    public static DataKey of(KeyId id, byte[] secret) {
        return new DataKey(id, SecretBytes.copyFrom(secret, InsecureSecretKeyAccess.get()));
    }

    public KeyId id() {
        return id;
    }

    SecretBytes secret() {
        return secret;
    }

    byte[] deriveFor(String purpose) {
        try {
            return Hkdf.computeHkdf(
                    "HMACSHA256",
                    secret.toByteArray(InsecureSecretKeyAccess.get()),
                    new byte[0],
                    purpose.getBytes(StandardCharsets.UTF_8),
                    BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot derive a key from data key " + id, e);
        }
    }

    @Override
    public String toString() {
        return "DataKey[" + id + "]";
    }
}
