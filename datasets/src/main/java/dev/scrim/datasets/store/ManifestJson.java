package dev.scrim.datasets.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.check.ViolationCode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The manifest's text form: keys in a fixed order, and its own digests, so that an edit shows. */
final class ManifestJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ManifestJson() {}

    static byte[] write(Manifest manifest) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("format", Manifest.FORMAT);
        out.put("build", manifest.build());
        out.put("stage", manifest.stage().value());
        out.put("digest", manifest.digest());
        out.put("sealDigest", manifest.sealDigest());
        out.put("inputsDigest", manifest.facts().inputsDigest());
        out.put("contentDigest", manifest.facts().contentDigest());
        ObjectNode counts = out.putObject("counts");
        manifest.facts().counts().forEach(counts::put);
        ObjectNode violations = out.putObject("violations");
        manifest.facts().violations().forEach((code, count) -> violations.put(code.name(), count));
        out.put("started", manifest.started().toString());
        out.put("finished", manifest.finished().toString());
        ArrayNode files = out.putArray("files");
        for (StoredFile file : manifest.files()) {
            files.addObject()
                    .put("path", file.path())
                    .put("bytes", file.bytes())
                    .put("sha256", file.sha256());
        }
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(out);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of names and numbers is always writable", e);
        }
    }

    /** @throws UserError when the text is not a manifest of this version, or was changed after it was written */
    static Manifest read(byte[] bytes, String where) {
        Manifest manifest;
        String digest;
        String seal;
        try {
            JsonNode in = MAPPER.readTree(bytes);
            if (!text(in, "format").equals(Manifest.FORMAT)) {
                throw new UserError(
                        "Cannot read manifest " + where + ": its format is not " + Manifest.FORMAT,
                        "use the version of Scrim that wrote it, or discard the stage");
            }
            digest = text(in, "digest");
            seal = text(in, "sealDigest");
            manifest = parse(in);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw damaged(where, e);
        }
        if (!manifest.digest().equals(digest) || !manifest.sealDigest().equals(seal)) {
            throw damaged(where, new IllegalArgumentException("its digests are not those of its content"));
        }
        return manifest;
    }

    private static Manifest parse(JsonNode in) {
        TreeMap<String, Long> counts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> e : child(in, "counts").properties()) {
            counts.put(e.getKey(), number(e.getValue(), e.getKey()));
        }
        TreeMap<ViolationCode, Long> violations = new TreeMap<>();
        for (Map.Entry<String, JsonNode> e : child(in, "violations").properties()) {
            violations.put(ViolationCode.valueOf(e.getKey()), number(e.getValue(), e.getKey()));
        }
        List<StoredFile> files = new ArrayList<>();
        for (JsonNode f : child(in, "files")) {
            files.add(new StoredFile(text(f, "path"), number(child(f, "bytes"), "bytes"), text(f, "sha256")));
        }
        return new Manifest(
                text(in, "build"),
                new StageName(text(in, "stage")),
                new StageFacts(text(in, "inputsDigest"), counts, violations, text(in, "contentDigest")),
                files,
                Instant.parse(text(in, "started")),
                Instant.parse(text(in, "finished")));
    }

    private static UserError damaged(String where, Exception cause) {
        return new UserError(
                "Cannot read manifest " + where + ": it is damaged", "discard the stage and build it again", cause);
    }

    private static JsonNode child(JsonNode in, String key) {
        JsonNode found = in.get(key);
        if (found == null) {
            throw new IllegalArgumentException("no " + key);
        }
        return found;
    }

    private static String text(JsonNode in, String key) {
        JsonNode found = child(in, key);
        if (!found.isTextual()) {
            throw new IllegalArgumentException("no text at " + key);
        }
        return found.textValue();
    }

    private static long number(JsonNode value, String key) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("no whole number at " + key);
        }
        return value.longValue();
    }
}
