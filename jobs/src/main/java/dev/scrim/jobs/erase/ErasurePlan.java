package dev.scrim.jobs.erase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.store.AtomicFile;
import dev.scrim.datasets.vault.Aad;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.datasets.vault.MediaVault;
import dev.scrim.jobs.stage.StageNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an erasure has to know after the person's keys are gone, so that it can be ended, and done again for a release
 * that turns up later. Sealed under the workspace's build key, and opaque names only: it says nothing of the person.
 */
final class ErasurePlan {
    private static final KeyId KEY = new KeyId(KeyId.BUILD, 0);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORMAT = "scrim.erasure-plan/1";

    private final Path file;
    private final LocalKeyring keys;
    private final ObjectNode root;

    private ErasurePlan(Path file, LocalKeyring keys, ObjectNode root) {
        this.file = file;
        this.keys = keys;
        this.root = root;
    }

    static Optional<ErasurePlan> read(Path file, LocalKeyring keys) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream in = new MediaVault(keys).decrypt(Files.newInputStream(file), KEY, place(file))) {
            return Optional.of(new ErasurePlan(file, keys, (ObjectNode) JSON.readTree(in.readAllBytes())));
        }
    }

    static ErasurePlan fresh(Path file, LocalKeyring keys, Instant at, String who, String reason) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT).put("at", at.toString()).put("who", who).put("reason", reason);
        return new ErasurePlan(file, keys, root);
    }

    private static Aad place(Path file) {
        return new Aad("erasures", StageNames.EXPORT, String.valueOf(file.getFileName()));
    }

    /** On the disk before anything that it says happens. */
    void save() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream sealed = new MediaVault(keys).encrypt(out, KEY, place(file))) {
            sealed.write(JSON.writeValueAsBytes(root));
        }
        AtomicFile.write(file, out.toByteArray());
    }

    Instant at() {
        return Instant.parse(root.path("at").asText());
    }

    String who() {
        return root.path("who").asText();
    }

    String reason() {
        return root.path("reason").asText();
    }

    /** Of a kind of things, those noted so far. */
    Set<String> all(String kind) {
        Set<String> out = new TreeSet<>();
        for (JsonNode n : root.path(kind)) {
            out.add(n.asText());
        }
        return out;
    }

    /** Notes what a kind is now, in the place of what it was. */
    void put(String kind, Iterable<String> now) {
        now.forEach(root.putArray(kind)::add);
    }

    /** Notes more of a kind. */
    void add(String kind, Iterable<String> more) {
        Set<String> now = all(kind);
        more.forEach(now::add);
        now.forEach(root.putArray(kind)::add);
    }
}
