package dev.scrim.datasets.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A cloud in memory, found by the service loader as a cloud's jar would be. */
public final class TestKms implements KmsClient {
    /** Keys by URI; the clients of Tink's clouds hold a connection instead. */
    static final Map<String, Aead> CLOUD = new ConcurrentHashMap<>();

    static void makeKey(String uri) throws GeneralSecurityException {
        AeadConfig.register();
        CLOUD.put(
                uri,
                KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM)
                        .getPrimitive(RegistryConfiguration.get(), Aead.class));
    }

    @Override
    public boolean doesSupport(String keyUri) {
        return keyUri.startsWith("test-kms://");
    }

    @Override
    public KmsClient withCredentials(String credentialPath) {
        throw new UnsupportedOperationException();
    }

    @Override
    public KmsClient withDefaultCredentials() {
        return this;
    }

    @Override
    public Aead getAead(String keyUri) {
        return new Aead() {
            @Override
            public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
                return key().encrypt(plaintext, associatedData);
            }

            @Override
            public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
                return key().decrypt(ciphertext, associatedData);
            }

            private Aead key() {
                Aead key = CLOUD.get(keyUri);
                if (key == null) {
                    throw new IllegalStateException("a cloud's own exception: no key " + keyUri);
                }
                return key;
            }
        };
    }
}
