package dev.scrim.datasets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.KmsClients;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * A master key in a cloud's key management. The client is one that was registered with Tink's {@link KmsClients}, or
 * one that Java's service loader finds, so a cloud is added with its jar and no code.
 */
final class KmsMaster implements KeyWrapper {
    private final MasterPlace.CloudKms place;
    private volatile @Nullable Aead connected;

    KmsMaster(MasterPlace.CloudKms place) {
        this.place = place;
    }

    @Override
    public String wrap(SecretBytes secret, String context) throws WrapException {
        try {
            return Base64.getEncoder()
                    .encodeToString(aead().encrypt(
                                    secret.toByteArray(InsecureSecretKeyAccess.get()),
                                    context.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new WrapException(WrapFault.KMS_REFUSED);
        }
    }

    @Override
    public SecretBytes unwrap(String wrapped, String context) throws WrapException {
        byte[] ciphertext;
        try {
            ciphertext = Base64.getDecoder().decode(wrapped);
        } catch (IllegalArgumentException e) {
            throw new WrapException(WrapFault.CHANGED);
        }
        try {
            return SecretBytes.copyFrom(
                    aead().decrypt(ciphertext, context.getBytes(StandardCharsets.UTF_8)),
                    InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException | RuntimeException e) { // The clouds' clients throw exceptions of their own.
            throw new WrapException(WrapFault.KMS_REFUSED);
        }
    }

    private Aead aead() throws WrapException, GeneralSecurityException {
        Aead known = connected;
        if (known == null) {
            known = client(place.uri()).getAead(place.uri());
            connected = known;
        }
        return known;
    }

    private static KmsClient client(String uri) throws WrapException, GeneralSecurityException {
        try {
            return KmsClients.get(uri);
        } catch (GeneralSecurityException unregistered) {
            for (KmsClient client : ServiceLoader.load(KmsClient.class, KmsMaster.class.getClassLoader())) {
                if (client.doesSupport(uri)) {
                    return client.withDefaultCredentials();
                }
            }
            throw new WrapException(WrapFault.NO_CLIENT);
        }
    }

    @Override
    public MasterPlace place() {
        return place;
    }

    @Override
    public JsonNode inFile() {
        return place.toJson();
    }

    @Override
    public String toString() {
        return "KmsMaster";
    }
}
