package dev.scrim.datasets.shards.mds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.media.ImageCodec;
import dev.scrim.datasets.schema.Disclosure;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.schema.Unit;
import dev.scrim.datasets.shards.StepSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A shard's columns in MDS's order, which is that of their names. A picture has a second column for the file name it
 * goes by.
 *
 * @param schema what its rows are
 * @param columns sorted by name
 */
record MdsColumns(Schema schema, List<Column> columns) {
    private static final String PATH = "_path";
    private static final int VERSION = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    MdsColumns {
        columns = columns.stream().sorted(Comparator.comparing(Column::name)).toList();
    }

    /**
     * One column.
     *
     * @param ofPath true where it holds the name of the field's picture instead of the picture
     */
    record Column(String name, MdsEncoding encoding, Field field, boolean ofPath) {}

    /** The columns of a new shard. */
    static MdsColumns of(Schema schema, ImageCodec codec) {
        List<Column> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            columns.add(new Column(field.name(), MdsEncoding.of(field, codec), field, false));
            if (field.type() == FieldType.IMAGE) {
                columns.add(new Column(field.name() + PATH, MdsEncoding.JSON, field, true));
            }
        }
        return new MdsColumns(schema, columns);
    }

    /** How many columns' cells say their own size. */
    int variable() {
        return (int) columns.stream().filter(c -> c.encoding().sizeBytes() == 0).count();
    }

    /** The configuration as in a shard's header: sorted keys. */
    Map<String, Object> config() {
        Map<String, Object> config = new TreeMap<>();
        config.put("version", VERSION);
        config.put("format", "mds");
        config.put("compression", Optional.empty());
        config.put("hashes", List.of(MdsFormat.HASH));
        config.put("size_limit", Optional.empty());
        config.put("column_names", columns.stream().map(Column::name).toList());
        config.put(
                "column_encodings",
                columns.stream().map(c -> c.encoding().label()).toList());
        config.put(
                "column_sizes",
                columns.stream()
                        .map(c -> Optional.of(c.encoding().sizeBytes()).filter(size -> size > 0))
                        .toList());
        return config;
    }

    /** The columns that a shard's header names; one that we never write is an {@link IOException}. */
    static MdsColumns parse(byte[] config) throws IOException {
        JsonNode root = JSON.readTree(config);
        JsonNode names = root.path("column_names");
        JsonNode encodings = root.path("column_encodings");
        if (root.path("version").asInt() != VERSION
                || !root.path("compression").isNull()
                || names.isEmpty()
                || names.size() != encodings.size()) {
            throw new IOException("Cannot read a shard: its configuration is not that of uncompressed MDS version 2");
        }
        Map<String, MdsEncoding> byName = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            MdsEncoding encoding = MdsEncoding.of(encodings.get(i).asText())
                    .orElseThrow(() -> new IOException("Cannot read a shard: it has an encoding of another writer"));
            byName.put(names.get(i).asText(), encoding);
        }
        Map<String, Column> columns = new HashMap<>();
        List<Field> fields = new ArrayList<>();
        for (Field field : StepSchema.STEP.fields()) {
            add(byName, field, columns, fields);
        }
        for (String name : byName.keySet()) {
            if (!columns.containsKey(name) && !columns.containsKey(name + PATH)) {
                add(byName, unknown(name, byName), columns, fields);
            }
        }
        return new MdsColumns(new Schema(StepSchema.STEP.name(), fields), List.copyOf(columns.values()));
    }

    private static void add(
            Map<String, MdsEncoding> byName, Field field, Map<String, Column> columns, List<Field> fields)
            throws IOException {
        MdsEncoding encoding = byName.get(field.name());
        if (encoding == null) {
            return;
        }
        boolean ours = false;
        for (ImageCodec codec : ImageCodec.values()) {
            ours |= MdsEncoding.of(field, codec) == encoding;
        }
        if (!ours) {
            throw new IOException("Cannot read column " + field.name() + ": it has an encoding of another writer");
        }
        fields.add(field);
        columns.put(field.name(), new Column(field.name(), encoding, field, false));
        if (field.type() == FieldType.IMAGE) {
            String path = field.name() + PATH;
            if (byName.get(path) != MdsEncoding.JSON) {
                throw new IOException("Cannot read column " + field.name() + ": its pictures have no names");
            }
            columns.put(path, new Column(path, MdsEncoding.JSON, field, true));
        }
    }

    /** A column that no step has: what its encoding alone tells. */
    private static Field unknown(String name, Map<String, MdsEncoding> byName) throws IOException {
        MdsEncoding encoding = byName.getOrDefault(name, MdsEncoding.JSON);
        FieldType type = switch (encoding) {
            case STR -> FieldType.STRING;
            case INT32 -> FieldType.INT32;
            case INT64 -> FieldType.INT64;
            case FLOAT64 -> FieldType.FLOAT64;
            case BYTES, PNG_LIST, JPEG_LIST -> FieldType.IMAGE;
            case JSON -> throw new IOException("Cannot read column " + name + ": its type is not known");
        };
        boolean nullable = encoding == MdsEncoding.FLOAT64 || type == FieldType.IMAGE;
        return new Field(name, type, Unit.NONE, nullable, Disclosure.DISCLOSED);
    }
}
