package dev.scrim.datasets.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import dev.scrim.datasets.store.Digests;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * What may be known of a signer's keys: enough to check signatures, and to encrypt what only that person can open.
 *
 * @param sign Ed25519 public key, X.509 in base64
 * @param seal HPKE public keyset (RFC 9180: X25519, HKDF-SHA256, AES-256-GCM), Tink's JSON
 */
public record PublicKeys(String sign, String seal) {
    private static final String FORMAT = "scrim-public/1";
    private static final int FINGERPRINT_DIGITS = 32;
    private static final ObjectMapper JSON = new ObjectMapper();

    public PublicKeys {
        try {
            seal = JSON.readTree(seal).toString();
            encrypter(seal);
            verifier(sign);
        } catch (JsonProcessingException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("Cannot use public keys: they are damaged", e);
        }
    }

    /** Names these keys: 32 hex digits of a hash over both. */
    public String fingerprint() {
        return Digests.fields(FORMAT).add(sign).add(seal).hex().substring(0, FINGERPRINT_DIGITS);
    }

    /** Whether the owner of these keys signed exactly this. */
    public boolean verify(byte[] message, byte[] signature) {
        try {
            Signature check = verifier(sign);
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // A signature that is not even of the right length.
        }
    }

    byte[] encrypt(byte[] secret, byte[] boundTo) throws GeneralSecurityException {
        return encrypter(seal).encrypt(secret, boundTo);
    }

    /** As a JSON object, for files that may be passed around. */
    public String toJson() {
        ObjectNode out = JSON.createObjectNode();
        out.put("format", FORMAT);
        out.put("sign", sign);
        out.put("seal", seal);
        return out.toString();
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static PublicKeys parse(String json) {
        try {
            JsonNode in = JSON.readTree(json);
            if (!in.path("format").asText().equals(FORMAT)) {
                throw new IllegalArgumentException("Cannot use public keys: their format is not " + FORMAT);
            }
            return new PublicKeys(in.path("sign").asText(), in.path("seal").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot use public keys: they are not JSON", e);
        }
    }

    private static HybridEncrypt encrypter(String seal) throws GeneralSecurityException {
        SignerKey.register();
        return TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(seal)
                .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class);
    }

    private static Signature verifier(String sign) throws GeneralSecurityException {
        Signature check = Signature.getInstance(SignerKey.ED25519);
        check.initVerify(KeyFactory.getInstance(SignerKey.ED25519)
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(sign))));
        return check;
    }
}
