package dev.scrim.datasets.shards.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.Viewport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ms-swift's form (its documentation, "Custom dataset"). In UI-TARS' words places go to {@code objects} as shares of
 * the picture, from which swift writes each model's own unit; in tools' words, steps are {@code tool_call} messages,
 * what is seen then is a {@code tool_response}, and the tool stands in {@code tools}. OpenCUA's words are plain text.
 */
final class SwiftMessages extends Messages {
    private static final String BBOX = "<bbox>";
    private static final Pattern BOX = Pattern.compile("<\\|box_start\\|>\\([0-9]+,[0-9]+\\)<\\|box_end\\|>");
    private static final Pattern PLACE = Pattern.compile(Pattern.quote(BBOX));
    private static final String TYPING = "type(";

    @Override
    public String ownSpace() {
        return Wording.UI_TARS;
    }

    @Override
    public boolean fillsPlaces() {
        return true;
    }

    @Override
    public ObjectNode line(Conversation c, Wording wording) {
        return switch (wording.space()) {
            case Wording.UI_TARS -> withObjects(c, wording);
            case Wording.OPENCUA -> super.line(c, wording);
            default -> withTool(c, wording);
        };
    }

    private ObjectNode withObjects(Conversation c, Wording wording) {
        ObjectNode line = super.line(c, wording);
        ArrayNode messages = (ArrayNode) line.required("messages");
        ObjectNode objects = line.putObject("objects");
        objects.putArray("ref");
        ArrayNode boxes = objects.putArray("bbox");
        objects.put("bbox_type", "norm1");
        ArrayNode images = objects.putArray("image_id");
        int answer = 2;
        for (int i = 0; i < c.turns().size(); i++, answer += 2) {
            // What was done before is told without places: swift would leave them in a unit that is not the model's.
            ObjectNode asked = (ObjectNode) messages.get(answer - 1);
            asked.put(
                    "content",
                    BOX.matcher(asked.required("content").textValue()).replaceAll("..."));
            if (c.turns().get(i).deed().isEmpty()) {
                continue;
            }
            Turn.Deed deed = c.turns().get(i).deed().get();
            List<Point> places = places(deed.action(), deed.calls().size());
            List<String> calls = new ArrayList<>();
            int found = 0;
            for (String call : deed.calls()) {
                if (call.startsWith(TYPING)) {
                    calls.add(call);
                    continue;
                }
                found += (int) BOX.matcher(call).results().count();
                calls.add(BOX.matcher(call).replaceAll(BBOX));
            }
            if (found != places.size()) {
                throw new IllegalStateException("Cannot place " + places.size() + " points in " + found + " boxes");
            }
            for (Point p : places) {
                boxes.addArray()
                        .add(p.x() / deed.screen().widthPx())
                        .add(p.y() / deed.screen().heightPx());
                images.add(i);
            }
            ((ObjectNode) messages.get(answer)).put("content", String.join("\n", calls));
        }
        return line;
    }

    /** Places in the order in which the calls name them. */
    private static List<Point> places(Action action, int calls) {
        if (action instanceof Action.Click click) {
            return List.of(click.at());
        }
        if (action instanceof Action.Drag drag) {
            return List.of(drag.path().get(0), drag.path().get(drag.path().size() - 1));
        }
        if (action instanceof Action.Scroll scroll) {
            return java.util.Collections.nCopies(calls, scroll.at());
        }
        return action instanceof Action.DropdownSelect select ? List.of(select.control(), select.option()) : List.of();
    }

    private static ObjectNode withTool(Conversation c, Wording wording) {
        ArrayNode messages = Json.array();
        messages.add(message("system", Prompts.system(wording)));
        for (int i = 0; i < c.turns().size(); i++) {
            messages.add(i == 0 ? message("user", marked(Prompts.beside(c, i))) : response(Prompts.beside(c, i)));
            c.turns()
                    .get(i)
                    .deed()
                    .ifPresentOrElse(
                            d -> d.calls().forEach(call -> messages.add(message("tool_call", toolCall(call)))),
                            () -> messages.add(message("assistant", Prompts.end(wording))));
        }
        ObjectNode line = of(c, messages);
        line.put("tools", Json.text(ToolSchemas.of(wording)));
        return line;
    }

    private static ObjectNode response(String beside) {
        ObjectNode content = Json.object().put("images", MARKER);
        if (!beside.isEmpty()) {
            content.put("note", beside);
        }
        return message("tool_response", Json.text(content));
    }

    private static String toolCall(String call) {
        try {
            ObjectNode content = Json.object().put("name", ToolSchemas.NAME);
            content.set("arguments", Json.read(call));
            // Parsing undid the escape that keeps markers of media out.
            return Wording.unmarked(Json.text(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Seen see(JsonNode line, List<Viewport> screens) {
        return line.has("objects")
                ? seeObjects(line, screens)
                : line.has("tools") ? seeTool(line) : super.see(line, screens);
    }

    private Seen seeObjects(JsonNode line, List<Viewport> screens) {
        Seen marked = super.see(line, screens);
        JsonNode boxes = line.required("objects").required("bbox");
        int next = 0;
        List<List<String>> calls = new ArrayList<>();
        for (List<String> turn : marked.calls()) {
            List<String> filled = new ArrayList<>();
            for (String call : turn) {
                StringBuilder out = new StringBuilder();
                Matcher place = PLACE.matcher(call);
                while (place.find()) {
                    JsonNode box = boxes.required(next++);
                    Viewport screen = screens.get(calls.size());
                    place.appendReplacement(
                            out,
                            "<|box_start|>(" + cell(box.required(0), screen.widthPx()) + ","
                                    + cell(box.required(1), screen.heightPx()) + ")<|box_end|>");
                }
                filled.add(place.appendTail(out).toString());
            }
            calls.add(filled);
        }
        if (next != boxes.size()
                || line.required("objects").required("image_id").size() != boxes.size()) {
            throw new IllegalArgumentException("Cannot match " + boxes.size() + " boxes with " + next + " places");
        }
        return new Seen(marked.images(), marked.markers(), calls, marked.ended());
    }

    /** Thousandths, which swift gives models without a unit of their own; of no screen are there fewer. */
    private static int cell(JsonNode share, int sizePx) {
        double at = share.doubleValue();
        if (!share.isNumber() || at < 0 || at >= 1 || sizePx < 1) {
            throw new IllegalArgumentException("Cannot find a place outside the picture");
        }
        return (int) Math.min(999, Math.floor(at * 1000 + 0.5));
    }

    private static Seen seeTool(JsonNode line) {
        int markers = 0;
        boolean ended = false;
        List<List<String>> calls = new ArrayList<>();
        List<String> turn = new ArrayList<>();
        for (JsonNode message : line.required("messages")) {
            String content = message.required("content").textValue();
            markers += count(content);
            switch (message.required("role").textValue()) {
                case "tool_call" -> turn.add(argumentsOf(content));
                case "assistant" -> ended = content.equals("Done.");
                default -> {
                    if (!turn.isEmpty()) {
                        calls.add(List.copyOf(turn));
                        turn.clear();
                    }
                }
            }
        }
        if (!turn.isEmpty()) {
            calls.add(turn);
        }
        return new Seen(Json.texts(line.required("images")), markers, calls, ended);
    }

    private static String argumentsOf(String content) {
        try {
            return Json.text(Json.read(content).required("arguments"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
