package dev.scrim.datasets.shards.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.shards.ExportTable;
import java.util.ArrayList;
import java.util.List;

/** Role and content in turn, a picture's place marked in the text: LLaMA-Factory's form, and what others build on. */
class Messages implements Dialect {
    static final String MARKER = "<image>";

    @Override
    public String ownSpace() {
        // The widest of all; Qwen's own computer tool takes the same inputs.
        return Wording.ANTHROPIC;
    }

    @Override
    public List<ExportTable.Column> columns() {
        return List.of(
                ExportTable.Column.of("id", FieldType.STRING),
                ExportTable.Column.listOf("images", FieldType.STRING),
                ExportTable.Column.structs("messages", "role", "content"));
    }

    @Override
    public ObjectNode line(Conversation c, Wording wording) {
        ArrayNode messages = Json.array();
        messages.add(message("system", Prompts.system(wording)));
        for (int i = 0; i < c.turns().size(); i++) {
            Turn turn = c.turns().get(i);
            messages.add(message("user", marked(Prompts.beside(c, i))));
            messages.add(message("assistant", turn.deed().map(Turn.Deed::text).orElseGet(() -> Prompts.end(wording))));
        }
        return of(c, messages);
    }

    static ObjectNode of(Conversation c, ArrayNode messages) {
        ObjectNode line = Json.object();
        line.put("id", c.id());
        line.set("images", Json.array(c.images()));
        line.set("messages", messages);
        return line;
    }

    static ObjectNode message(String role, String content) {
        return Json.object().put("role", role).put("content", content);
    }

    static String marked(String text) {
        return text.isEmpty() ? MARKER : MARKER + "\n" + text;
    }

    @Override
    public Seen see(JsonNode line, List<Viewport> screens) {
        int markers = 0;
        List<List<String>> calls = new ArrayList<>();
        for (JsonNode message : line.required("messages")) {
            String content = message.required("content").textValue();
            markers += count(content);
            if (message.required("role").textValue().equals("assistant")) {
                calls.add(List.of(content.split("\n", -1)));
            }
        }
        return seen(line, markers, calls);
    }

    /** Splits off the answer that ends a conversation. */
    static Seen seen(JsonNode line, int markers, List<List<String>> calls) {
        List<List<String>> deeds = new ArrayList<>(calls);
        List<String> last = deeds.get(deeds.size() - 1);
        boolean ended = last.size() == 1
                && List.of("Done.", "finished(content='')", "computer.terminate(status='success')")
                        .contains(last.get(0));
        if (ended) {
            deeds.remove(deeds.size() - 1);
        }
        return new Seen(Json.texts(line.required("images")), markers, deeds, ended);
    }

    static int count(String content) {
        int n = 0;
        for (int at = content.indexOf(MARKER); at >= 0; at = content.indexOf(MARKER, at + 1)) {
            n++;
        }
        return n;
    }
}
