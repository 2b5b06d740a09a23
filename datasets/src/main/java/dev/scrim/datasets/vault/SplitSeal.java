package dev.scrim.datasets.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.subtle.Random;
import dev.scrim.datasets.store.Digests;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Files that no single person can open. Each is encrypted under a fresh key of its own (Tink AES256-GCM-HKDF stream),
 * which is split in two shares (key = first xor second) and kept nowhere else. The header of the file holds the first
 * share once for each holder of first shares, encrypted to that person's public key (HPKE), and the second likewise. To
 * write one takes public keys only.
 *
 * <p>Shares and content are bound to the file's place and content to its header, so that neither can be moved to
 * another file or build. Thread-safe.
 */
public final class SplitSeal {
    /** First bytes of a sealed file. */
    public static final String MAGIC = "SCRIMSL1";

    private static final String PURPOSE = "scrim-seal/1";
    private static final int MAX_HEADER_BYTES = 1 << 22;
    private static final KeyId KEY = new KeyId(KeyId.BUILD, 0);
    private static final ObjectMapper JSON = new ObjectMapper();

    private SplitSeal() {}

    /** Encrypts what is written; complete once closed, which also closes the target. */
    public static OutputStream seal(OutputStream target, SealHolders holders, Aad place) throws IOException {
        byte[] key = Random.randBytes(DataKey.BYTES);
        byte[] first = Random.randBytes(DataKey.BYTES);
        try {
            ObjectNode header = JSON.createObjectNode();
            wrap(header, holders, Share.FIRST, first, place);
            wrap(header, holders, Share.SECOND, xor(key, first), place);
            byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
            DataOutputStream out = new DataOutputStream(target);
            out.write(MAGIC.getBytes(StandardCharsets.US_ASCII));
            out.writeInt(text.length);
            out.write(text);
            out.flush();
            return MediaVault.streaming(DataKey.of(KEY, key), PURPOSE).newEncryptingStream(target, bound(text, place));
        } catch (GeneralSecurityException e) {
            throw new IOException("Cannot seal a file of stage " + place.stage(), e);
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(first, (byte) 0);
        }
    }

    /**
     * One person's share of a sealed file; reads its header only.
     *
     * @return empty when the file was not sealed for this person, or stands in another file's place
     */
    public static Optional<byte[]> share(InputStream sealed, Share share, SignerKey key, Aad place) throws IOException {
        JsonNode wrapped =
                json(header(sealed)).path(share.label()).path(key.publicKeys().fingerprint());
        if (!wrapped.isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(key.decrypt(
                    Base64.getDecoder().decode(wrapped.asText()), shareBound(share, key.publicKeys(), place)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
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

    private static void wrap(ObjectNode header, SealHolders holders, Share share, byte[] secret, Aad place)
            throws GeneralSecurityException {
        ObjectNode to = header.putObject(share.label());
        for (PublicKeys holder : holders.of(share)) {
            to.put(
                    holder.fingerprint(),
                    Base64.getEncoder().encodeToString(holder.encrypt(secret, shareBound(share, holder, place))));
        }
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

    private static byte[] shareBound(Share share, PublicKeys holder, Aad place) {
        return Digests.fields("scrim-share/1")
                .add(share.label())
                .add(holder.fingerprint())
                .add(place.bytes())
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
