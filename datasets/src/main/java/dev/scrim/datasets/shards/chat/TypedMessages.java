package dev.scrim.datasets.shards.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.shards.ExportTable;
import java.util.ArrayList;
import java.util.List;

/** TRL's form: each content is a list of typed parts, so that the column has one type throughout. */
final class TypedMessages extends Messages {
    /** A message's content is parts of several types, which no column says. */
    @Override
    public List<ExportTable.Column> columns() {
        return List.of(
                ExportTable.Column.of("id", FieldType.STRING),
                ExportTable.Column.listOf("images", FieldType.STRING),
                ExportTable.Column.structs("messages", "role"));
    }

    @Override
    public ObjectNode line(Conversation c, Wording wording) {
        ArrayNode messages = Json.array();
        messages.add(typed("system", false, Prompts.system(wording)));
        for (int i = 0; i < c.turns().size(); i++) {
            messages.add(typed("user", true, Prompts.beside(c, i)));
            messages.add(typed(
                    "assistant",
                    false,
                    c.turns().get(i).deed().map(Turn.Deed::text).orElseGet(() -> Prompts.end(wording))));
        }
        return of(c, messages);
    }

    private static ObjectNode typed(String role, boolean image, String text) {
        ObjectNode message = Json.object().put("role", role);
        ArrayNode content = message.putArray("content");
        if (image) {
            content.addObject().put("type", "image");
        }
        if (!text.isEmpty()) {
            content.addObject().put("type", "text").put("text", text);
        }
        return message;
    }

    @Override
    public Seen see(JsonNode line, List<Viewport> screens) {
        int markers = 0;
        List<List<String>> calls = new ArrayList<>();
        for (JsonNode message : line.required("messages")) {
            boolean answer = message.required("role").textValue().equals("assistant");
            for (JsonNode part : message.required("content")) {
                if (part.required("type").textValue().equals("image")) {
                    markers++;
                } else if (answer) {
                    calls.add(List.of(part.required("text").textValue().split("\n", -1)));
                }
            }
        }
        return seen(line, markers, calls);
    }
}
