package dev.scrim.datasets.shards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.schema.CategoryCounts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An export's manifest as JSON: fixed order of keys, no times, two spaces, one line feed at the end. */
public final class ExportManifestJson {
    /** Format of the manifest itself. */
    private static final String FORMAT = "scrim.export/1";

    private static final String NOTICE_KEY = "notice";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ExportManifestJson() {}

    /** Writes it as {@link ExportManifest#FILE}; to be called when all its files are committed. */
    public static void write(ShardDirectory directory, ExportManifest manifest) throws IOException {
        try (ShardDirectory.Output out = directory.create(ExportManifest.FILE)) {
            out.write(toJson(manifest).getBytes(StandardCharsets.UTF_8));
            out.commit();
        }
    }

    /** Reads the manifest back; one that is missing or damaged is an {@link IOException}. */
    public static ExportManifest read(ShardDirectory directory) throws IOException {
        try (InputStream in = Channels.newInputStream(directory.open(ExportManifest.FILE))) {
            return fromJson(JSON.readTree(in));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException("Cannot read " + ExportManifest.FILE + ": " + reason(e), e);
        }
    }

    /** The manifest's text. */
    public static String toJson(ExportManifest m) {
        ObjectNode root = JSON.createObjectNode();
        root.put("manifest", FORMAT);
        root.put("format", m.format());
        root.put("build_id", m.buildId());
        root.put("upstream_digest", m.upstreamDigest());
        root.put("evaluation", m.evaluation());
        if (m.evaluation()) {
            root.put(NOTICE_KEY, DatasetCard.EVALUATION_NOTICE);
        }
        m.samplesBySplit().forEach(root.putObject("splits")::put);
        m.counts().forEach(root.putObject("counts")::put);
        ObjectNode redactions = root.putObject("redactions");
        m.redactions().byCategory().forEach((category, n) -> redactions.put(category.label(), n));
        ArrayNode shards = root.putArray("shards");
        for (ShardInfo shard : m.shards()) {
            ObjectNode node = shards.addObject();
            node.put("file", shard.file());
            shard.split().ifPresent(split -> node.put("split", split));
            node.put("bytes", shard.bytes());
            node.put("sha256", shard.sha256());
            node.put("samples", shard.samples());
            node.put("images", shard.images());
        }
        return root.toPrettyString().replace("\r\n", "\n") + "\n";
    }

    private static ExportManifest fromJson(JsonNode root) {
        if (!FORMAT.equals(text(root, "manifest"))) {
            throw new IllegalArgumentException("it is not " + FORMAT);
        }
        List<ShardInfo> shards = new ArrayList<>();
        for (JsonNode node : root.path("shards")) {
            shards.add(new ShardInfo(
                    text(node, "file"),
                    Optional.ofNullable(node.get("split")).map(JsonNode::asText),
                    number(node, "bytes"),
                    text(node, "sha256"),
                    number(node, "samples"),
                    number(node, "images")));
        }
        SortedMap<String, Long> counts = new TreeMap<>();
        JsonNode countsNode = root.path("counts");
        countsNode.fieldNames().forEachRemaining(name -> counts.put(name, number(countsNode, name)));
        Map<Category, Integer> redactions = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            redactions.put(
                    category, root.path("redactions").path(category.label()).asInt(0));
        }
        JsonNode evaluation = root.path("evaluation");
        if (!evaluation.isBoolean()) {
            throw new IllegalArgumentException("it does not say whether it is for evaluation");
        }
        return new ExportManifest(
                text(root, "format"),
                text(root, "build_id"),
                text(root, "upstream_digest"),
                evaluation.booleanValue(),
                shards,
                counts,
                new CategoryCounts(redactions));
    }

    private static String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value.textValue();
    }

    private static long number(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (!value.isIntegralNumber()) {
            throw new IllegalArgumentException(key + " is missing or no whole number");
        }
        return value.longValue();
    }

    private static String reason(Exception e) {
        return e instanceof JsonProcessingException ? "it is not JSON" : String.valueOf(e.getMessage());
    }
}
