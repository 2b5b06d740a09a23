package dev.scrim.datasets.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.subtle.Random;
import dev.scrim.datasets.store.Digests;
import dev.scrim.datasets.store.StageName;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Files that no single person can open. Each is encrypted under a key of its own (Tink AES256-GCM-HKDF stream) that is
 * the exclusive or of two shares and is kept nowhere.
 *
 * <p>A sealer draws two secrets when it is made, and forgets them with itself. Of each it derives one share of every file
 * that it writes (HKDF-SHA256 over the file's own salt and place). The header of a file holds the first secret once for
 * each holder of first shares, encrypted to that person's public key (HPKE), and the second likewise. So a task that
 * writes a thousand files does its public-key work once, knows public keys only beforehand, and leaves no secret behind.
 *
 * <p>Secrets are bound to the build and stage, shares to the file's place and content to its header, so that none can be
 * moved to another file or build. Thread-safe.
 */
public final class SplitSeal {
    /** First bytes of a sealed file. */
    public static final String MAGIC = "SCRIMSL1";

    private static final String PURPOSE = "scrim-seal/1";
    private static final String SALT = "salt";
    private static final int SALT_BYTES = 16;
    private static final int MAX_HEADER_BYTES = 1 << 22;
    private static final KeyId KEY = new KeyId(KeyId.BUILD, 0);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String build;
    private final StageName stage;
    private final byte[] first = Random.randBytes(DataKey.BYTES);
    private final byte[] second = Random.randBytes(DataKey.BYTES);
    private final ObjectNode wrapped = JSON.createObjectNode();

    /** For files of one stage of one build. */
    public SplitSeal(SealHolders holders, String build, StageName stage) {
        this.build = build;
        this.stage = stage;
        try {
            wrap(holders, Share.FIRST, first);
            wrap(holders, Share.SECOND, second);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot seal files of stage " + stage, e);
        }
    }

    private void wrap(SealHolders holders, Share share, byte[] secret) throws GeneralSecurityException {
        ObjectNode to = wrapped.putObject(share.label());
        for (PublicKeys holder : holders.of(share)) {
            to.put(
                    holder.fingerprint(),
                    Base64.getEncoder()
                            .encodeToString(holder.encrypt(secret, secretBound(share, holder, build, stage))));
        }
    }

    /** Encrypts what is written; complete once closed, which also closes the target. */
    public OutputStream seal(OutputStream target, Aad place) throws IOException {
        if (!place.build().equals(build) || !place.stage().equals(stage)) {
            throw new IllegalArgumentException("Cannot seal a file of another build or stage");
        }
        byte[] salt = Random.randBytes(SALT_BYTES);
        ObjectNode header = wrapped.deepCopy();
        header.put(SALT, Base64.getEncoder().encodeToString(salt));
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] key = xor(derive(first, Share.FIRST, salt, place), derive(second, Share.SECOND, salt, place));
            DataOutputStream out = new DataOutputStream(target);
            out.write(MAGIC.getBytes(StandardCharsets.US_ASCII));
            out.writeInt(text.length);
            out.write(text);
            out.flush();
            return MediaVault.streaming(DataKey.of(KEY, key), PURPOSE).newEncryptingStream(target, bound(text, place));
        } catch (GeneralSecurityException e) {
            throw new IOException("Cannot seal a file of stage " + stage, e);
        }
    }

    /**
     * One person's shares of sealed files; remembers secrets that it has opened, since many files have the same. Used by
     * one thread.
     */
    public static final class Opener {
        private final Share share;
        private final SignerKey key;
        private final Map<String, byte[]> secrets = new HashMap<>();

        public Opener(Share share, SignerKey key) {
            this.share = share;
            this.key = key;
        }

        /**
         * The share of one file; reads its header only.
         *
         * @return empty when the file was not sealed for this person, or stands in another build's place
         */
        public Optional<byte[]> share(InputStream sealed, Aad place) throws IOException {
            JsonNode header = json(SplitSeal.header(sealed));
            JsonNode mine = header.path(share.label()).path(key.publicKeys().fingerprint());
            if (!mine.isTextual() || !header.path(SALT).isTextual()) {
                return Optional.empty();
            }
            try {
                byte[] secret = secrets.get(place.build() + " " + mine.asText());
                if (secret == null) {
                    secret = key.decrypt(
                            Base64.getDecoder().decode(mine.asText()),
                            secretBound(share, key.publicKeys(), place.build(), place.stage()));
                    secrets.put(place.build() + " " + mine.asText(), secret);
                }
                return Optional.of(derive(
                        secret,
                        share,
                        Base64.getDecoder().decode(header.path(SALT).asText()),
                        place));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * Decrypts from start to end; closing it closes the source. Damage, a wrong share or another place is an {@link
     * IOException}, never wrong bytes.
     */
    public static InputStream open(InputStream sealed, byte[] first, byte[] second, Aad place) throws IOException {
        byte[] header = header(sealed);
        try {
            return MediaVault.streaming(DataKey.of(KEY, xor(first, second)), PURPOSE)
                    .newDecryptingStream(sealed, bound(header, place));
        } catch (GeneralSecurityException e) {
            throw new IOException("Cannot open a sealed file of stage " + place.stage(), e);
        }
    }

    private static byte[] derive(byte[] secret, Share share, byte[] salt, Aad place) throws GeneralSecurityException {
        byte[] info = Digests.fields("scrim-share/1")
                .add(share.label())
                .add(place.bytes())
                .bytes();
        return Hkdf.computeHkdf("HMACSHA256", secret, salt, info, DataKey.BYTES);
    }

    private static byte[] header(InputStream sealed) throws IOException {
        DataInputStream in = new DataInputStream(sealed);
        byte[] magic = in.readNBytes(MAGIC.length());
        if (!MAGIC.equals(new String(magic, StandardCharsets.US_ASCII))) {
            throw new IOException("Cannot read a sealed file: it is not sealed");
        }
        int bytes = in.readInt();
        if (bytes < 0 || bytes > MAX_HEADER_BYTES) {
            throw new IOException("Cannot read a sealed file: its header is damaged");
        }
        byte[] text = new byte[bytes];
        in.readFully(text);
        return text;
    }

    private static JsonNode json(byte[] header) throws IOException {
        try {
            return JSON.readTree(header);
        } catch (JsonProcessingException e) {
            throw new IOException("Cannot read a sealed file: its header is damaged", e);
        }
    }

    private static byte[] bound(byte[] header, Aad place) {
        return Digests.fields(PURPOSE).add(place.bytes()).add(header).bytes();
    }

    private static byte[] secretBound(Share share, PublicKeys holder, String build, StageName stage) {
        return Digests.fields("scrim-seal-secret/1")
                .add(share.label())
                .add(holder.fingerprint())
                .add(build)
                .add(stage.value())
                .bytes();
    }

    private static byte[] xor(byte[] a, byte[] b) {
        if (a.length != DataKey.BYTES || b.length != DataKey.BYTES) {
            throw new IllegalArgumentException("Cannot join shares that are not 256 bits long");
        }
        byte[] out = new byte[DataKey.BYTES];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) (a[i] ^ b[i]);
        }
        return out;
    }
}
