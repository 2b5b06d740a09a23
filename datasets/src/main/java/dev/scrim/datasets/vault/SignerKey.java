package dev.scrim.datasets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.store.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * The private keys of one person: one to sign releases with, one that opens that person's shares of what is sealed. They
 * are in a file of mode 600, encrypted (AES-256-GCM) under a key that Argon2id makes of a passphrase. The file is the
 * person's own and does not belong into a workspace. Prints nothing of itself.
 */
public final class SignerKey {
    /** Fewer characters would be guessed; NIST SP 800-63B asks for 8 where guesses are limited, which they are not here. */
    public static final int MIN_PASSPHRASE = 12;

    static final String ED25519 = "Ed25519";

    private static final String FORMAT = "scrim-signer/1";
    private static final int KEY_BYTES = 32;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrivateKey sign;
    private final KeysetHandle seal;
    private final PublicKeys publicKeys;

    private SignerKey(PrivateKey sign, KeysetHandle seal, PublicKeys publicKeys) {
        this.sign = sign;
        this.seal = seal;
        this.publicKeys = publicKeys;
    }

    /** Tink knows no key type before this; it may be called twice. */
    static void register() throws GeneralSecurityException {
        HybridConfig.register();
    }

    /**
     * Makes fresh keys and their file.
     *
     * @throws UserError when the file is there, or the passphrase is short
     */
    public static SignerKey create(Path file, char[] passphrase) {
        if (passphrase.length < MIN_PASSPHRASE) {
            throw new UserError(
                    "Cannot protect a key file with a passphrase of " + passphrase.length + " characters",
                    "take at least " + MIN_PASSPHRASE + "; a few unrelated words are easy to keep");
        }
        if (Files.exists(file)) {
            throw new UserError("Cannot make key file " + file + ": it is there", "name another file");
        }
        try {
            register();
            KeyPair pair = KeyPairGenerator.getInstance(ED25519).generateKeyPair();
            KeysetHandle seal = KeysetHandle.generateNew(HpkeParameters.builder()
                    .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                    .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                    .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                    .setVariant(HpkeParameters.Variant.NO_PREFIX)
                    .build());
            PublicKeys publicKeys = new PublicKeys(
                    Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()),
                    TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(seal.getPublicKeysetHandle()));
            SignerKey key = new SignerKey(pair.getPrivate(), seal, publicKeys);
            AtomicFile.write(file, key.toJson(passphrase));
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make keys", e);
        }
    }

    /**
     * Opens a key file.
     *
     * @throws UserError when it is not there, others can read it, or the passphrase does not open it
     */
    public static SignerKey open(Path file, char[] passphrase) {
        try {
            KeyFileRules.checkFile("key file", file);
            JsonNode in = JSON.readTree(Files.readAllBytes(file));
            if (!in.path("format").asText().equals(FORMAT)) {
                throw damaged(file);
            }
            Argon2id how = new Argon2id(
                    in.path("memory_kib").asInt(),
                    in.path("passes").asInt(),
                    in.path("lanes").asInt());
            PublicKeys publicKeys = PublicKeys.parse(in.path("public").asText());
            byte[] key = how.derive(
                    passphrase, Base64.getDecoder().decode(in.path("salt").asText()), KEY_BYTES);
            byte[] secret;
            try {
                secret = new AesGcmJce(key)
                        .decrypt(Base64.getDecoder().decode(in.path("secret").asText()), boundTo(publicKeys));
            } catch (GeneralSecurityException e) {
                throw new UserError(
                        "Cannot open key file " + file + ": the passphrase does not open it, or it was changed",
                        "try again; without the passphrase new keys have to be made and enrolled");
            }
            register();
            JsonNode keys = JSON.readTree(secret);
            return new SignerKey(
                    KeyFactory.getInstance(ED25519)
                            .generatePrivate(new PKCS8EncodedKeySpec(
                                    Base64.getDecoder().decode(keys.path("sign").asText()))),
                    TinkJsonProtoKeysetFormat.parseKeyset(keys.path("seal").asText(), InsecureSecretKeyAccess.get()),
                    publicKeys);
        } catch (NoSuchFileException e) {
            throw new UserError("Cannot open key file " + file + ": it is not there", "name your own key file", e);
        } catch (com.fasterxml.jackson.core.JsonProcessingException
                | GeneralSecurityException
                | IllegalArgumentException e) {
            throw damaged(file); // The cause is left out: it could quote a key.
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read key file " + file, e);
        }
    }

    /** What others may know of these keys. */
    public PublicKeys publicKeys() {
        return publicKeys;
    }

    /** Ed25519 (RFC 8032) over the message. */
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ED25519);
            signature.initSign(sign);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java from 15 on has Ed25519", e);
        }
    }

    byte[] decrypt(byte[] wrapped, byte[] boundTo) throws GeneralSecurityException {
        return seal.getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class)
                .decrypt(wrapped, boundTo);
    }

    private byte[] toJson(char[] passphrase) throws GeneralSecurityException {
        ObjectNode keys = JSON.createObjectNode();
        keys.put("sign", Base64.getEncoder().encodeToString(sign.getEncoded()));
        keys.put("seal", TinkJsonProtoKeysetFormat.serializeKeyset(seal, InsecureSecretKeyAccess.get()));
        Argon2id how = Argon2id.FILE;
        byte[] salt = Random.randBytes(Argon2id.SALT_BYTES);
        byte[] secret = new AesGcmJce(how.derive(passphrase, salt, KEY_BYTES))
                .encrypt(keys.toString().getBytes(StandardCharsets.UTF_8), boundTo(publicKeys));
        ObjectNode out = JSON.createObjectNode();
        out.put("format", FORMAT);
        out.put("warning", "Secret. Whoever has this file and its passphrase signs as its owner.");
        out.put("memory_kib", how.memoryKib());
        out.put("passes", how.passes());
        out.put("lanes", how.lanes());
        out.put("salt", Base64.getEncoder().encodeToString(salt));
        out.put("public", publicKeys.toJson());
        out.put("secret", Base64.getEncoder().encodeToString(secret));
        return (out.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The public half cannot be exchanged under the private one. */
    private static byte[] boundTo(PublicKeys keys) {
        return (FORMAT + " " + keys.fingerprint()).getBytes(StandardCharsets.UTF_8);
    }

    private static UserError damaged(Path file) {
        return new UserError(
                "Cannot use key file " + file + ": it is damaged", "restore it from your backup, or make new keys");
    }

    @Override
    public String toString() {
        return "SignerKey[" + publicKeys.fingerprint() + "]";
    }
}
