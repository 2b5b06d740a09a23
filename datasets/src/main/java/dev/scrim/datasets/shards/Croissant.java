package dev.scrim.datasets.shards;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.schema.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code croissant.json}: what an export holds in MLCommons' Croissant 1.1 (docs.mlcommons.org/croissant), with the
 * properties of its vocabulary for responsible AI, RAI 1.0. Each file is named with its hash, pictures by pattern: their
 * hashes are in the export's manifest. A pure function of what was exported, without times; {@code mlcroissant}
 * recommends a date of publication and a citation, and who publishes the export may add both.
 */
public final class Croissant {
    public static final String FILE = "croissant.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CROISSANT = "http://mlcommons.org/croissant/1.1";
    private static final String RAI = "http://mlcommons.org/croissant/RAI/1.0";

    /** Terms that mean what Croissant's own namespace says; the specification asks for this context, section 4. */
    private static final List<String> TERMS = List.of(
            "arrayShape",
            "citeAs",
            "column",
            "containedIn",
            "equivalentProperty",
            "extract",
            "field",
            "fileObject",
            "fileProperty",
            "fileSet",
            "format",
            "includes",
            "isArray",
            "isLiveDataset",
            "jsonPath",
            "key",
            "md5",
            "parentField",
            "path",
            "recordSet",
            "references",
            "regex",
            "repeated",
            "replace",
            "samplingRate",
            "separator",
            "source",
            "subField",
            "transform");

    private static final Map<String, String> MIME_TYPES = Map.ofEntries(
            Map.entry("parquet", ExportTable.Encoding.PARQUET.mimeType()),
            Map.entry("jsonl", ExportTable.Encoding.JSON_LINES.mimeType()),
            Map.entry("tar", ExportTable.Encoding.TAR.mimeType()),
            Map.entry("arrow", ExportTable.Encoding.ARROW_STREAM.mimeType()),
            Map.entry("json", "application/json"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("sqlite", "application/vnd.sqlite3"),
            Map.entry("md", "text/markdown"),
            Map.entry("html", "text/html"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"));

    private final ExportManifest draft;
    private final ObjectNode root = JSON.createObjectNode();
    private final ArrayNode recordSets;

    private Croissant(DatasetCard.Title title, ExportManifest draft, Schema schema, Map<String, List<String>> rai) {
        this.draft = draft;
        context(root.putObject("@context"));
        root.put("@type", "sc:Dataset");
        root.putArray("conformsTo").add(CROISSANT).add(RAI);
        root.put("name", title.name());
        root.put("description", DatasetCard.description(draft));
        if (!title.license().equals(DatasetCard.Title.UNKNOWN)) {
            root.put("license", title.license());
        }
        // A build says which one it is; that it comes before or after another one is its publisher's to say.
        root.put("version", "0.0.0+" + draft.buildId());
        ArrayNode keywords = root.putArray("keywords");
        DatasetCard.tags(draft).forEach(keywords::add);
        ArrayNode distribution = root.putArray("distribution");
        files(distribution);
        recordSets = root.putArray("recordSet");
        for (ExportTable table : ShardFormats.load().get(draft.format()).tables(schema.disclosed())) {
            if (draft.shards().stream().anyMatch(s -> table.holds(s.file()))) {
                table(distribution, table);
            }
        }
        rai.forEach((property, texts) -> {
            if (texts.size() == 1) {
                root.put("rai:" + property, texts.get(0));
            } else if (!texts.isEmpty()) {
                texts.forEach(root.putArray("rai:" + property)::add);
            }
        });
    }

    /**
     * Writes it beside the shards; it is part of the export.
     *
     * @param draft the manifest so far; all its files are named
     * @param rai texts by name of the property, such as {@code dataCollection}, in the order in which they are written
     */
    public static ShardInfo write(
            ShardDirectory directory,
            DatasetCard.Title title,
            ExportManifest draft,
            Schema schema,
            Map<String, List<String>> rai)
            throws IOException {
        try (ShardDirectory.Output out = directory.create(FILE)) {
            out.write(json(title, draft, schema, rai).getBytes(StandardCharsets.UTF_8));
            ShardDirectory.Committed done = out.commit();
            return new ShardInfo(FILE, Optional.empty(), done.bytes(), done.sha256(), 0, 0);
        }
    }

    /** The file's text. */
    public static String json(
            DatasetCard.Title title, ExportManifest draft, Schema schema, Map<String, List<String>> rai) {
        return new Croissant(title, draft, schema, rai).root.toPrettyString().replace("\r\n", "\n") + "\n";
    }

    private static void context(ObjectNode context) {
        context.put("@language", "en").put("@vocab", "https://schema.org/");
        context.put("sc", "https://schema.org/").put("cr", "http://mlcommons.org/croissant/");
        context.put("rai", "http://mlcommons.org/croissant/RAI/").put("dct", "http://purl.org/dc/terms/");
        context.put("conformsTo", "dct:conformsTo");
        TERMS.forEach(term -> context.put(term, "cr:" + term));
        for (String json : List.of("data", "examples")) {
            context.putObject(json).put("@id", "cr:" + json).put("@type", "@json");
        }
        context.putObject("dataType").put("@id", "cr:dataType").put("@type", "@vocab");
        for (String inLanguages : List.of("description", "name")) {
            context.putObject(inLanguages).put("@container", "@language");
        }
    }

    private void files(ArrayNode distribution) {
        SortedMap<String, SortedSet<String>> pictures = new TreeMap<>();
        for (ShardInfo file : draft.shards()) {
            String type = mimeType(file.file());
            if (type.startsWith("image/")) {
                pictures.computeIfAbsent(type, t -> new TreeSet<>()).add(pattern(file.file()));
                continue;
            }
            node(distribution, "cr:FileObject", file.file())
                    .put("contentUrl", file.file())
                    .put("contentSize", file.bytes() + " B")
                    .put("encodingFormat", type)
                    .put("sha256", file.sha256());
        }
        pictures.forEach((type, patterns) -> {
            ObjectNode set = node(distribution, "cr:FileSet", "pictures-" + type.substring("image/".length()));
            set.put("encodingFormat", type);
            patterns.forEach(set.putArray("includes")::add);
        });
    }

    private void table(ArrayNode distribution, ExportTable table) {
        if (table.encoding() == ExportTable.Encoding.TAR) {
            table.columns().forEach(part -> tarPart(distribution, table, part));
            return;
        }
        String files = table.name() + "-files";
        node(distribution, "cr:FileSet", files)
                .put("encodingFormat", table.encoding().mimeType())
                .put("includes", table.allFiles());
        if (table.encoding() == ExportTable.Encoding.ARROW_STREAM) {
            // Croissant has no way to take a column from Arrow: its reader knows CSV, JSON and Parquet.
            return;
        }
        ObjectNode set = node(recordSets, "cr:RecordSet", table.name());
        table.key().ifPresent(key -> set.putObject("key").put("@id", table.name() + "/" + key));
        ArrayNode fields = set.putArray("field");
        for (ExportTable.Column column : table.columns()) {
            ObjectNode field = field(fields, table.name(), column, files);
            ArrayNode parts = column.parts().isEmpty() ? JSON.createArrayNode() : field.putArray("subField");
            column.parts().forEach(part -> field(parts, table.name() + "/" + column.name(), part, files));
        }
    }

    private static ObjectNode field(ArrayNode fields, String parent, ExportTable.Column column, String files) {
        ObjectNode field = node(fields, "cr:Field", parent + "/" + column.name(), column.name());
        if (column.list()) {
            field.put("isArray", true).put("arrayShape", "-1");
        }
        if (column.parts().isEmpty()) {
            field.put("dataType", dataType(column.type()));
            ObjectNode source = source(field, files);
            source.putObject("extract").put("column", column.from());
            if (!column.within().isEmpty()) {
                source.putObject("transform").put("jsonPath", column.within());
            }
        }
        return field;
    }

    /** Files in tars have no columns: a record is a file, which its name joins with the other files of a row. */
    private void tarPart(ArrayNode distribution, ExportTable table, ExportTable.Column part) {
        boolean picture = part.type() == FieldType.IMAGE;
        String id = table.name() + "-" + part.name();
        String files = id + "-files";
        ObjectNode fileSet = node(distribution, "cr:FileSet", files);
        ArrayNode containers = fileSet.putArray("containedIn");
        draft.shards().stream()
                .filter(s -> table.holds(s.file()))
                .forEach(s -> containers.addObject().put("@id", s.file()));
        fileSet.put("encodingFormat", picture ? "image/*" : "application/json");
        fileSet.put("includes", picture ? "*." + part.name() + ".*" : "*." + part.name());
        ObjectNode set = node(recordSets, "cr:RecordSet", id);
        set.putObject("key").put("@id", id + "/file");
        ArrayNode fields = set.putArray("field");
        ObjectNode name = node(fields, "cr:Field", id + "/file", "file");
        source(name.put("dataType", "sc:Text"), files).putObject("extract").put("fileProperty", "filename");
        ObjectNode content = node(fields, "cr:Field", id + "/" + part.name(), part.name());
        source(content.put("dataType", dataType(part.type())), files)
                .putObject("extract")
                .put("fileProperty", "content");
    }

    private static ObjectNode source(ObjectNode field, String files) {
        ObjectNode source = field.putObject("source");
        source.putObject("fileSet").put("@id", files);
        return source;
    }

    private static ObjectNode node(ArrayNode list, String type, String id) {
        return node(list, type, id, id);
    }

    private static ObjectNode node(ArrayNode list, String type, String id, String name) {
        return list.addObject().put("@type", type).put("@id", id).put("name", name);
    }

    private static String dataType(FieldType type) {
        return switch (type) {
            case STRING, STRING_LIST -> "sc:Text";
            case INT32 -> "cr:Int32";
            case INT64 -> "cr:Int64";
            case FLOAT64 -> "cr:Float64";
            case BOOL -> "sc:Boolean";
            case IMAGE -> "sc:ImageObject";
            case CATEGORY_COUNTS ->
                throw new IllegalArgumentException("Cannot describe a struct without naming its parts");
        };
    }

    private static String mimeType(String file) {
        return MIME_TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "application/octet-stream");
    }

    /** The pattern that stands for a picture and those of other names and deeper folders: the first folder and the ending stay. */
    private static String pattern(String file) {
        String[] parts = file.split("/", -1);
        for (int i = 1; i < parts.length - 1; i++) {
            parts[i] = "*";
        }
        parts[parts.length - 1] = "*" + file.substring(file.lastIndexOf('.'));
        return String.join("/", parts);
    }
}
