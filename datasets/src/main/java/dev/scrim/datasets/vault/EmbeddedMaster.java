package dev.scrim.datasets.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** A master key that the keyring file itself holds: a Tink keyset, AES-256-GCM. Prints nothing of it. */
final class EmbeddedMaster implements KeyWrapper {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static {
        try {
            AeadConfig.register(); // Tink's parsers of keysets know no key type before this; it may be called twice.
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final KeysetHandle keyset;
    private final Aead aead;

    private EmbeddedMaster(KeysetHandle keyset) throws GeneralSecurityException {
        this.keyset = keyset;
        this.aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    static EmbeddedMaster fresh() {
        try {
            return new EmbeddedMaster(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make a master key", e);
        }
    }

    static EmbeddedMaster parse(JsonNode keyset) throws GeneralSecurityException {
        return new EmbeddedMaster(
                TinkJsonProtoKeysetFormat.parseKeyset(keyset.toString(), InsecureSecretKeyAccess.get()));
    }

    @Override
    public String wrap(SecretBytes secret, String context) {
        try {
            return Base64.getEncoder()
                    .encodeToString(aead.encrypt(
                            secret.toByteArray(InsecureSecretKeyAccess.get()),
                            context.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot wrap under a master key", e);
        }
    }

    @Override
    public SecretBytes unwrap(String wrapped, String context) throws WrapException {
        try {
            byte[] plain = aead.decrypt(Base64.getDecoder().decode(wrapped), context.getBytes(StandardCharsets.UTF_8));
            return SecretBytes.copyFrom(plain, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new WrapException(WrapFault.CHANGED);
        }
    }

    @Override
    public MasterPlace place() {
        return new MasterPlace.Embedded();
    }

    @Override
    public JsonNode inFile() {
        try {
            return MAPPER.readTree(TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get()));
        } catch (JsonProcessingException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot write a master key");
        }
    }

    @Override
    public String toString() {
        return "EmbeddedMaster";
    }
}
