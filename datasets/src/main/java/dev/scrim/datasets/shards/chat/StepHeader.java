package dev.scrim.datasets.shards.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.media.ImageCodec;
import dev.scrim.datasets.schema.Disclosure;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.schema.Unit;
import dev.scrim.datasets.shards.Coordinates;
import dev.scrim.datasets.shards.ExportOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The first line of a file of steps: what its rows and the conversations made from them mean.
 *
 * @param format id
 * @param schema of the rows
 * @param options as far as words and pictures depend on them
 */
record StepHeader(String format, Schema schema, ExportOptions options) {
    ObjectNode toJson(String space) {
        ObjectNode out = Json.object()
                .put("format", format)
                .put("action_space", space)
                .put("coordinates", options.coordinates().label())
                .put("codec", options.codec().label())
                .put("quality", options.quality())
                .put("max_side_px", options.maxSidePx())
                .put("row", schema.name());
        ArrayNode columns = out.putArray("columns");
        for (Field f : schema.fields()) {
            columns.addObject()
                    .put("name", f.name())
                    .put("type", lower(f.type()))
                    .put("unit", lower(f.unit()))
                    .put("nullable", f.nullable());
        }
        return out;
    }

    /** Throws whatever a tree that is none of ours makes it throw. */
    static StepHeader of(ObjectNode json) {
        List<Field> fields = new ArrayList<>();
        for (JsonNode f : json.required("columns")) {
            fields.add(new Field(
                    f.required("name").textValue(),
                    FieldType.valueOf(upper(f.required("type"))),
                    Unit.valueOf(upper(f.required("unit"))),
                    f.required("nullable").booleanValue(),
                    Disclosure.DISCLOSED));
        }
        ExportOptions options = new ExportOptions(
                ImageCodec.of(json.required("codec").asText()).orElseThrow(),
                json.required("quality").intValue(),
                json.required("max_side_px").intValue(),
                Coordinates.of(json.required("coordinates").asText()).orElseThrow(),
                json.required("action_space").asText(),
                ExportOptions.STANDARD.fps());
        return new StepHeader(
                json.required("format").asText(),
                new Schema(json.required("row").asText(), fields),
                options);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String upper(JsonNode value) {
        return value.asText().toUpperCase(Locale.ROOT);
    }
}
