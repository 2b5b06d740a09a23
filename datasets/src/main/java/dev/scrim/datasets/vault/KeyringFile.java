package dev.scrim.datasets.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;
import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a keyring file holds: a master key (a Tink keyset, so it can be rotated), and under it the key for names and the
 * data keys, each wrapped with AES-256-GCM and bound to its id. Immutable; prints nothing of it.
 */
final class KeyringFile {
    private static final String FORMAT = "scrim-keyring/1";
    private static final String NAMES = "names";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static {
        try {
            AeadConfig.register(); // Tink's parsers of keysets know no key type before this; it may be called twice.
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final KeysetHandle master;
    private final Aead wrapping;
    private final String wrappedNames;
    private final SortedMap<KeyId, String> wrappedKeys;
    private final SortedSet<KeyId> destroyed;

    private KeyringFile(
            KeysetHandle master, String wrappedNames, SortedMap<KeyId, String> wrappedKeys, SortedSet<KeyId> destroyed)
            throws GeneralSecurityException {
        this.master = master;
        this.wrapping = master.getPrimitive(RegistryConfiguration.get(), Aead.class);
        this.wrappedNames = wrappedNames;
        this.wrappedKeys = Collections.unmodifiableSortedMap(wrappedKeys);
        this.destroyed = Collections.unmodifiableSortedSet(destroyed);
    }

    static KeyringFile fresh() {
        try {
            KeysetHandle master = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            Aead aead = master.getPrimitive(RegistryConfiguration.get(), Aead.class);
            String names = wrap(aead, SecretBytes.randomBytes(DataKey.BYTES), NAMES);
            return new KeyringFile(master, names, new TreeMap<>(), new TreeSet<>());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make a keyring", e);
        }
    }

    KeyringFile with(DataKey key) {
        TreeMap<KeyId, String> keys = new TreeMap<>(wrappedKeys);
        try {
            keys.put(key.id(), wrap(wrapping, key.secret(), "key " + key.id()));
            return new KeyringFile(master, wrappedNames, keys, destroyed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot wrap data key " + key.id(), e);
        }
    }

    KeyringFile without(KeyId id) {
        TreeMap<KeyId, String> keys = new TreeMap<>(wrappedKeys);
        keys.remove(id);
        TreeSet<KeyId> gone = new TreeSet<>(destroyed);
        gone.add(id);
        try {
            return new KeyringFile(master, wrappedNames, keys, gone);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot remove data key " + id, e);
        }
    }

    SortedSet<KeyId> keyIds() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(wrappedKeys.keySet()));
    }

    boolean isDestroyed(KeyId id) {
        return destroyed.contains(id);
    }

    Optional<DataKey> unwrap(KeyId id, Path file) {
        String wrapped = wrappedKeys.get(id);
        return wrapped == null ? Optional.empty() : Optional.of(new DataKey(id, unwrap(wrapped, "key " + id, file)));
    }

    SecretBytes namesKey(Path file) {
        return unwrap(wrappedNames, NAMES, file);
    }

    private SecretBytes unwrap(String wrapped, String boundTo, Path file) {
        try {
            byte[] plain =
                    wrapping.decrypt(Base64.getDecoder().decode(wrapped), boundTo.getBytes(StandardCharsets.UTF_8));
            return SecretBytes.copyFrom(plain, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UserError(
                    "Cannot unwrap " + boundTo + " of keyring " + file + ": the keyring was changed",
                    "restore it from your backup",
                    e);
        }
    }

    private static String wrap(Aead aead, SecretBytes secret, String boundTo) throws GeneralSecurityException {
        return Base64.getEncoder()
                .encodeToString(aead.encrypt(
                        secret.toByteArray(InsecureSecretKeyAccess.get()), boundTo.getBytes(StandardCharsets.UTF_8)));
    }

    byte[] toJson() {
        try {
            ObjectNode out = JsonNodeFactory.instance.objectNode();
            out.put("format", FORMAT);
            out.put("warning", "Secret. Whoever has this file can read the workspace; without it nobody can.");
            out.set(
                    "master",
                    MAPPER.readTree(TinkJsonProtoKeysetFormat.serializeKeyset(master, InsecureSecretKeyAccess.get())));
            out.put(NAMES, wrappedNames);
            ObjectNode keys = out.putObject("keys");
            wrappedKeys.forEach((id, wrapped) -> keys.put(id.toString(), wrapped));
            var gone = out.putArray("destroyed");
            destroyed.forEach(id -> gone.add(id.toString()));
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(out);
        } catch (JsonProcessingException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot write a keyring", e);
        }
    }

    /** @throws UserError when the bytes are not a keyring of this version; the cause is left out: it could quote a key */
    static KeyringFile parse(byte[] json, Path file) {
        try {
            JsonNode in = MAPPER.readTree(json);
            if (!in.path("format").asText().equals(FORMAT)) {
                throw damaged(file, "its format is not " + FORMAT);
            }
            KeysetHandle master =
                    TinkJsonProtoKeysetFormat.parseKeyset(in.path("master").toString(), InsecureSecretKeyAccess.get());
            TreeMap<KeyId, String> keys = new TreeMap<>();
            in.path("keys")
                    .properties()
                    .forEach(e -> keys.put(KeyId.parse(e.getKey()), e.getValue().asText()));
            TreeSet<KeyId> destroyed = new TreeSet<>();
            in.path("destroyed").forEach(id -> destroyed.add(KeyId.parse(id.asText())));
            KeyringFile content = new KeyringFile(master, in.path(NAMES).asText(), keys, destroyed);
            content.namesKey(file); // A master key that opens nothing is found now, not at the first table.
            return content;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw damaged(file, "it is damaged");
        }
    }

    private static UserError damaged(Path file, String why) {
        return new UserError("Cannot read keyring: " + file + ": " + why, "restore it from your backup");
    }

    @Override
    public String toString() {
        return "KeyringFile[" + wrappedKeys.size() + " keys]";
    }
}
