package dev.scrim.datasets.shards.erase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.shards.Croissant;
import dev.scrim.datasets.shards.DatasetCard;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.ExportManifestJson;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.StepSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes what stands beside an export's shards anew after an erasure: card, Croissant, privacy manifest. Its statistics,
 * which counted the person in every figure, go: they were made from what nobody can look at any more.
 */
public final class ErasedPapers {
    /** Name of the privacy manifest in an export's folder. */
    public static final String PRIVACY = "privacy_manifest.json";

    /** Key of the list of erasures in it. */
    public static final String ERASURES = "erasures";

    /** Key of the major version in it; an export that nobody was erased from has none, which is 1. */
    public static final String VERSION = "version";

    private static final Set<String> GONE = Set.of("statistics.json", "statistics.html");
    private static final Set<String> OWN = Set.of(DatasetCard.FILE, Croissant.FILE, PRIVACY);
    private static final Pattern TITLE = Pattern.compile("(?m)^# (.+)$");
    private static final Pattern LICENSE = Pattern.compile("(?m)^license: (.+)$");
    private static final String RAI = "rai:";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ErasedPapers() {}

    /** Whether a file is one of those that this writes or leaves out. */
    static boolean isPaper(ShardInfo file) {
        return GONE.contains(file.file()) || OWN.contains(file.file());
    }

    /** Writes them, and the manifest last. */
    static void write(ShardDirectory directory, ExportManifest data, ErasureNote note) throws IOException {
        ExportManifest all = data.plus(put(directory, PRIVACY, noted(read(directory, PRIVACY), note)));
        String card = text(directory, DatasetCard.FILE);
        DatasetCard.Title title = new DatasetCard.Title(
                first(TITLE, card).orElse("dataset"), first(LICENSE, card).orElse(DatasetCard.Title.UNKNOWN));
        Map<String, List<String>> rai = rai(read(directory, Croissant.FILE));
        all = all.plus(DatasetCard.write(directory, title, all, StepSchema.STEP));
        all = all.plus(Croissant.write(directory, title, all, StepSchema.STEP, rai));
        ExportManifestJson.write(directory, all);
    }

    /** The notes that an export's privacy manifest has, oldest first. */
    public static List<ErasureNote> notes(ShardDirectory directory) throws IOException {
        List<ErasureNote> out = new ArrayList<>();
        for (JsonNode n : read(directory, PRIVACY).path(ERASURES)) {
            List<ErasureNote.Changed> files = new ArrayList<>();
            n.path("files")
                    .forEach(f -> files.add(new ErasureNote.Changed(
                            f.path("file").asText(),
                            f.path("before").asText(),
                            f.path("after").asText())));
            out.add(new ErasureNote(
                    n.path("id").asText(),
                    Instant.parse(n.path("at").asText()),
                    n.path(VERSION).asInt(),
                    n.path("samples").asLong(),
                    n.path("reencoded").asInt(),
                    files));
        }
        return out;
    }

    private static ObjectNode noted(ObjectNode privacy, ErasureNote note) {
        privacy.put(VERSION, note.version());
        ArrayNode erasures = privacy.withArray(ERASURES);
        ObjectNode n = erasures.addObject();
        n.put("id", note.id());
        n.put("at", note.at().toString());
        n.put(VERSION, note.version());
        n.put("samples", note.samples());
        n.put("reencoded", note.reencoded());
        ArrayNode files = n.putArray("files");
        note.files()
                .forEach(f -> files.addObject()
                        .put("file", f.file())
                        .put("before", f.before())
                        .put("after", f.after()));
        return privacy;
    }

    private static Map<String, List<String>> rai(ObjectNode croissant) {
        Map<String, List<String>> out = new LinkedHashMap<>();
        croissant.properties().forEach(e -> {
            if (e.getKey().startsWith(RAI)) {
                List<String> texts = new ArrayList<>();
                if (e.getValue().isArray()) {
                    e.getValue().forEach(v -> texts.add(v.asText()));
                } else {
                    texts.add(e.getValue().asText());
                }
                out.put(e.getKey().substring(RAI.length()), texts);
            }
        });
        return out;
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher m = pattern.matcher(text);
        return m.find() ? Optional.of(m.group(1).strip()) : Optional.empty();
    }

    private static ObjectNode read(ShardDirectory directory, String file) throws IOException {
        String text = text(directory, file);
        return text.isEmpty() ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(text);
    }

    private static String text(ShardDirectory directory, String file) throws IOException {
        try (InputStream in = Channels.newInputStream(directory.open(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static ShardInfo put(ShardDirectory directory, String file, ObjectNode json) throws IOException {
        try (ShardDirectory.Output out = directory.create(file)) {
            out.write((json.toPrettyString().replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.UTF_8));
            ShardDirectory.Committed done = out.commit();
            return new ShardInfo(file, Optional.empty(), done.bytes(), done.sha256(), 0, 0);
        }
    }
}
