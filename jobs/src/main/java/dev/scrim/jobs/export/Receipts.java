package dev.scrim.jobs.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.store.Digests;
import dev.scrim.datasets.vault.Aad;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.datasets.vault.MediaVault;
import dev.scrim.jobs.stage.StageNames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says which parts of a format's export are written and durable, so that a run that comes after a killed one does not
 * write them again. A receipt is made when its files are committed, lists each as it lies on disk, and counts only while
 * every one of them still has that hash: a half-written, missing or changed file makes its whole part be written anew.
 * Receipts hold hashes of what is exported, so they are sealed under the build's key, and are gone when the stage is
 * committed. They lie in the stage's unfinished folder, which bears the digest of what the stage is made from: no part is
 * taken from other inputs. Travels to tasks.
 *
 * @param folder where receipts lie
 * @param place where the files lie
 * @param format whose export it is
 */
record Receipts(String folder, ShardPlace place, String format) implements Serializable {
    /** The format as a whole, with its indexes. */
    static final String WHOLE = "whole";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int EPOCH = 0;
    private static final int NAME_DIGITS = 32;

    /** A finished part: its files, and what else was counted of it. */
    record Part(List<ShardInfo> files, SortedMap<String, Long> counts) {
        Part(List<ShardInfo> files) {
            this(files, new TreeMap<>());
        }
    }

    /** Makes the part's receipt; {@code directory} is the one that its files were committed through. */
    void put(String part, Part done, NotedShardDirectory directory) throws IOException {
        put(part, done, List.of(), directory);
    }

    /** The same for a part that consists of others and of files of its own. */
    void put(String part, Part own, List<String> parts, NotedShardDirectory directory) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        parts.forEach(root.putArray("parts")::add);
        own.counts().forEach(root.putObject("counts")::put);
        for (ShardInfo file : own.files()) {
            ShardDirectory.Committed stored = directory
                    .take(file.file())
                    .orElseThrow(() -> new IllegalStateException(
                            "Cannot make a receipt for " + file.file() + ": it was not committed here"));
            ObjectNode node = root.withArray("files").addObject();
            node.put("file", file.file());
            file.split().ifPresent(split -> node.put("split", split));
            node.put("bytes", file.bytes());
            node.put("sha256", file.sha256());
            node.put("samples", file.samples());
            node.put("images", file.images());
            node.put("stored_bytes", stored.bytes());
            node.put("stored_sha256", stored.sha256());
        }
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (OutputStream out = vault().encrypt(sealed, key(), aad(part))) {
            out.write(JSON.writeValueAsBytes(root));
        }
        try (ShardDirectory.Output out = receipts().create(name(part))) {
            out.write(sealed.toByteArray());
            out.commit();
        }
    }

    /** The part as an earlier run finished it; empty where it has to be written. */
    Optional<Part> take(String part) throws IOException {
        JsonNode root;
        try (InputStream in = Channels.newInputStream(receipts().open(name(part)));
                InputStream plain = vault().decrypt(new ByteArrayInputStream(in.readAllBytes()), key(), aad(part))) {
            root = JSON.readTree(plain);
        } catch (IOException | UserError e) {
            // None, half of one, or one under another key: nothing is lost by writing the part again.
            return Optional.empty();
        }
        List<ShardInfo> files = new ArrayList<>();
        for (JsonNode other : root.path("parts")) {
            Optional<Part> there = take(other.asText());
            if (there.isEmpty()) {
                return Optional.empty();
            }
            files.addAll(there.get().files());
        }
        for (JsonNode node : root.path("files")) {
            String file = node.path("file").asText();
            ShardDirectory.Committed stored;
            try {
                stored = stored(file);
            } catch (IOException e) {
                return Optional.empty();
            }
            if (stored.bytes() != node.path("stored_bytes").asLong(-1)
                    || !stored.sha256().equals(node.path("stored_sha256").asText())) {
                return Optional.empty();
            }
            files.add(new ShardInfo(
                    file,
                    Optional.ofNullable(node.get("split")).map(JsonNode::asText),
                    node.path("bytes").asLong(),
                    node.path("sha256").asText(),
                    node.path("samples").asLong(),
                    node.path("images").asLong()));
        }
        TreeMap<String, Long> counts = new TreeMap<>();
        root.path("counts")
                .properties()
                .forEach(e -> counts.put(e.getKey(), e.getValue().asLong()));
        return Optional.of(new Part(files, counts));
    }

    private ShardDirectory.Committed stored(String file) throws IOException {
        ShardDirectory lying = place.stored();
        long bytes;
        try (var channel = lying.open(file)) {
            bytes = channel.size();
        }
        try (InputStream in = Channels.newInputStream(lying.open(file))) {
            return new ShardDirectory.Committed(bytes, Digests.sha256(in));
        }
    }

    private LocalShardDirectory receipts() {
        return ShardPlace.local(folder);
    }

    private MediaVault vault() {
        return new MediaVault(LocalKeyring.open(java.nio.file.Path.of(place.keyring())));
    }

    private static KeyId key() {
        return new KeyId(KeyId.BUILD, EPOCH);
    }

    private Aad aad(String part) {
        return new Aad(place.build(), StageNames.EXPORT, "receipts/" + format + "/" + part);
    }

    /** Parts of recordings are called after them; a file's name says nothing. */
    private String name(String part) {
        return Digests.fields("scrim-receipt/1").add(format).add(part).hex().substring(0, NAME_DIGITS);
    }
}
