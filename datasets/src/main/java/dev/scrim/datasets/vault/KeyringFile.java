package dev.scrim.datasets.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.util.SecretBytes;
import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a keyring file holds: its master key, or where that is, and wrapped under it the key for names and the data
 * keys, each bound to its name. Two formats: {@code scrim-keyring/1} holds the master key itself;
 * {@code scrim-keyring/2} names a key service, and a random name of its own which wrapped keys are bound to as well,
 * since several keyrings may share one key of a service. Immutable; prints nothing of it.
 */
final class KeyringFile {
    private static final String EMBEDDED = "scrim-keyring/1";
    private static final String SERVED = "scrim-keyring/2";
    private static final String NAMES = "names";
    private static final int RING_BYTES = 16;
    private static final Pattern RING = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern VERSION = Pattern.compile("vault:(v[0-9]+):.*");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final KeyWrapper master;
    /** Empty for an embedded master key, which is no other keyring's. */
    private final String ring;

    private final String wrappedNames;
    private final SortedMap<KeyId, String> wrappedKeys;
    private final SortedSet<KeyId> destroyed;

    private KeyringFile(
            KeyWrapper master,
            String ring,
            String wrappedNames,
            SortedMap<KeyId, String> wrappedKeys,
            SortedSet<KeyId> destroyed) {
        this.master = master;
        this.ring = ring;
        this.wrappedNames = wrappedNames;
        this.wrappedKeys = Collections.unmodifiableSortedMap(wrappedKeys);
        this.destroyed = Collections.unmodifiableSortedSet(destroyed);
    }

    /**
     * A keyring without data keys. A service is put to the test: what it wraps it must unwrap, and not under another
     * name.
     */
    static KeyringFile fresh(MasterPlace place, Path file) {
        return made(place, SecretBytes.randomBytes(DataKey.BYTES), file);
    }

    private static KeyringFile made(MasterPlace place, SecretBytes names, Path file) {
        try {
            if (place instanceof MasterPlace.Embedded) {
                EmbeddedMaster master = EmbeddedMaster.fresh();
                return new KeyringFile(master, "", master.wrap(names, NAMES), new TreeMap<>(), new TreeSet<>());
            }
            MasterPlace settled = place instanceof MasterPlace.VaultTransit vault
                    ? OpenKeyrings.transit(vault).settled()
                    : place;
            KeyWrapper master = OpenKeyrings.service(settled);
            String ring = HexFormat.of().formatHex(random(RING_BYTES));
            String wrapped = master.wrap(names, context(ring, NAMES));
            if (!master.unwrap(wrapped, context(ring, NAMES)).equalsSecretBytes(names)) {
                throw new WrapException(WrapFault.ODD_ANSWER);
            }
            requireBound(master, wrapped, context(ring, "another name"));
            return new KeyringFile(master, ring, wrapped, new TreeMap<>(), new TreeSet<>());
        } catch (WrapException e) {
            throw refused("make", file, e);
        }
    }

    private static void requireBound(KeyWrapper master, String wrapped, String otherContext) throws WrapException {
        try {
            master.unwrap(wrapped, otherContext);
        } catch (WrapException e) {
            if (e.fault() == WrapFault.CHANGED || e.fault() == WrapFault.KMS_REFUSED) {
                return;
            }
            throw e;
        }
        throw new WrapException(WrapFault.UNBOUND);
    }

    private static byte[] random(int bytes) {
        return SecretBytes.randomBytes(bytes).toByteArray(InsecureSecretKeyAccess.get());
    }

    /**
     * With one more key. A service is asked for a key that is already there first, and anew: it may have lost its key
     * and make another one of that name for us.
     */
    KeyringFile with(DataKey key, Path file) {
        TreeMap<KeyId, String> keys = new TreeMap<>(wrappedKeys);
        try {
            if (!ring.isEmpty()) {
                master.unwrap(wrappedNames, context(ring, NAMES));
            }
            keys.put(key.id(), master.wrap(key.secret(), context(ring, name(key.id()))));
        } catch (WrapException e) {
            throw refused("add a key to", file, e);
        }
        return new KeyringFile(master, ring, wrappedNames, keys, destroyed);
    }

    KeyringFile without(KeyId id) {
        TreeMap<KeyId, String> keys = new TreeMap<>(wrappedKeys);
        keys.remove(id);
        TreeSet<KeyId> gone = new TreeSet<>(destroyed);
        gone.add(id);
        return new KeyringFile(master, ring, wrappedNames, keys, gone);
    }

    /** The same keys under the newest version of a service's key, or under a new embedded one. */
    KeyringFile rotated(Path file) {
        if (ring.isEmpty()) {
            return movedTo(new MasterPlace.Embedded(), file);
        }
        try {
            TreeMap<KeyId, String> keys = new TreeMap<>();
            for (var e : wrappedKeys.entrySet()) {
                keys.put(e.getKey(), master.rewrap(e.getValue(), context(ring, name(e.getKey()))));
            }
            return new KeyringFile(master, ring, master.rewrap(wrappedNames, context(ring, NAMES)), keys, destroyed);
        } catch (WrapException e) {
            throw refused("rotate", file, e);
        }
    }

    /** The same keys under another master key. */
    KeyringFile movedTo(MasterPlace place, Path file) {
        KeyringFile to = made(place, namesKey(file), file);
        TreeMap<KeyId, String> keys = new TreeMap<>();
        try {
            for (var e : wrappedKeys.entrySet()) {
                String name = name(e.getKey());
                SecretBytes secret = master.unwrap(e.getValue(), context(ring, name));
                keys.put(e.getKey(), to.master.wrap(secret, context(to.ring, name)));
            }
        } catch (WrapException e) {
            throw refused("move", file, e);
        }
        return new KeyringFile(to.master, to.ring, to.wrappedNames, keys, destroyed);
    }

    SortedSet<KeyId> keyIds() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(wrappedKeys.keySet()));
    }

    boolean isDestroyed(KeyId id) {
        return destroyed.contains(id);
    }

    /** What can be told of it without opening it. */
    KeyringSummary summary() {
        TreeMap<String, Integer> versions = new TreeMap<>();
        for (String wrapped : wrappedTexts()) {
            Matcher version = VERSION.matcher(wrapped);
            if (version.matches()) {
                versions.merge(version.group(1), 1, Integer::sum);
            }
        }
        return new KeyringSummary(master.place(), wrappedKeys.size(), destroyed.size(), versions);
    }

    Optional<DataKey> unwrap(KeyId id, Path file) {
        String wrapped = wrappedKeys.get(id);
        return wrapped == null ? Optional.empty() : Optional.of(new DataKey(id, unwrap(wrapped, name(id), file)));
    }

    SecretBytes namesKey(Path file) {
        return unwrap(wrappedNames, NAMES, file);
    }

    private SecretBytes unwrap(String wrapped, String name, Path file) {
        String context = context(ring, name);
        try {
            return ring.isEmpty()
                    ? master.unwrap(wrapped, context)
                    : OpenKeyrings.unwrapped(new OpenKeyrings.Slot(ring, master.place(), context, wrapped), master);
        } catch (WrapException e) {
            throw refused("unwrap " + name + " of", file, e);
        }
    }

    /** Lets this process forget the keys of this keyring that the file no longer holds. */
    void forgetOthers() {
        OpenKeyrings.keepOnly(ring, wrappedTexts());
    }

    /** Lets this process forget all keys of this keyring. */
    void forgetAll() {
        OpenKeyrings.keepOnly(ring, Set.of());
    }

    private Set<String> wrappedTexts() {
        Set<String> out = new HashSet<>(wrappedKeys.values());
        out.add(wrappedNames);
        return out;
    }

    private static String name(KeyId id) {
        return "key " + id;
    }

    private static String context(String ring, String name) {
        return ring.isEmpty() ? name : SERVED + " " + ring + " " + name;
    }

    private static UserError refused(String verb, Path file, WrapException e) {
        return new UserError(
                "Cannot " + verb + " keyring " + file + ": " + e.fault().why(),
                e.fault().remedy(),
                e);
    }

    byte[] toJson() {
        try {
            ObjectNode out = JsonNodeFactory.instance.objectNode();
            if (ring.isEmpty()) {
                out.put("format", EMBEDDED);
                out.put("warning", "Secret. Whoever has this file can read the workspace; without it nobody can.");
            } else {
                out.put("format", SERVED);
                out.put(
                        "warning",
                        "Keep a backup: without this file nobody can read the workspace. With it, only who may use the"
                                + " key service can.");
                out.put("ring", ring);
            }
            out.set("master", master.inFile());
            out.put(NAMES, wrappedNames);
            ObjectNode keys = out.putObject("keys");
            wrappedKeys.forEach((id, wrapped) -> keys.put(id.toString(), wrapped));
            var gone = out.putArray("destroyed");
            destroyed.forEach(id -> gone.add(id.toString()));
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(out);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a keyring");
        }
    }

    /**
     * Reads what {@link #toJson} writes; opens nothing of it and asks no service.
     *
     * @throws UserError when the bytes are not a keyring of this version; the cause is left out: it could quote a key
     */
    static KeyringFile parse(byte[] json, Path file) {
        try {
            JsonNode in = MAPPER.readTree(json);
            String format = in.path("format").asText();
            KeyWrapper master;
            String ring;
            switch (format) {
                case EMBEDDED -> {
                    master = EmbeddedMaster.parse(in.path("master"));
                    ring = "";
                }
                case SERVED -> {
                    master = OpenKeyrings.service(MasterPlace.parse(in.path("master")));
                    ring = in.path("ring").asText();
                    if (!RING.matcher(ring).matches()) {
                        throw damaged(file, "it is damaged");
                    }
                }
                default -> throw damaged(file, "its format is neither " + EMBEDDED + " nor " + SERVED);
            }
            TreeMap<KeyId, String> keys = new TreeMap<>();
            in.path("keys")
                    .properties()
                    .forEach(e -> keys.put(KeyId.parse(e.getKey()), e.getValue().asText()));
            TreeSet<KeyId> destroyed = new TreeSet<>();
            in.path("destroyed").forEach(id -> destroyed.add(KeyId.parse(id.asText())));
            return new KeyringFile(master, ring, in.path(NAMES).asText(), keys, destroyed);
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
