package dev.scrim.datasets.shards.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The computer tool as a function that chat templates can list. */
final class ToolSchemas {
    static final String NAME = "computer";

    private ToolSchemas() {}

    /** A list of one function, for the spaces that are a tool's. */
    static ArrayNode of(Wording wording) {
        boolean anthropic = wording.space().equals(Wording.ANTHROPIC);
        ObjectNode parameters = Json.object().put("type", "object");
        ObjectNode properties = parameters.putObject("properties");
        if (anthropic) {
            choice(
                    properties,
                    "action",
                    List.of(
                            "key",
                            "type",
                            "mouse_move",
                            "left_click",
                            "left_click_drag",
                            "right_click",
                            "middle_click",
                            "double_click",
                            "triple_click",
                            "scroll",
                            "left_mouse_down",
                            "left_mouse_up",
                            "wait"));
            list(properties, "coordinate", "integer");
            list(properties, "start_coordinate", "integer");
            choice(properties, "scroll_direction", List.of("up", "down", "left", "right"));
            properties.putObject("scroll_amount").put("type", "integer");
            properties.putObject("text").put("type", "string");
            properties.putObject("duration").put("type", "number");
        } else {
            choice(properties, "type", List.of("click", "double_click", "drag", "scroll", "type", "keypress", "wait"));
            choice(properties, "button", List.of("left", "right", "wheel", "back", "forward"));
            for (String name : List.of("x", "y", "scroll_x", "scroll_y")) {
                properties.putObject(name).put("type", "integer");
            }
            list(properties, "path", "object");
            list(properties, "keys", "string");
            properties.putObject("text").put("type", "string");
        }
        parameters.set("required", Json.array(List.of(anthropic ? "action" : "type")));
        ObjectNode function = Json.object()
                .put("name", NAME)
                .put("description", "Uses the mouse and the keyboard of the computer whose screen is shown.");
        function.set("parameters", parameters);
        ObjectNode tool = Json.object().put("type", "function");
        tool.set("function", function);
        return Json.array().add(tool);
    }

    private static void choice(ObjectNode properties, String name, List<String> values) {
        properties.putObject(name).put("type", "string").set("enum", Json.array(values));
    }

    private static void list(ObjectNode properties, String name, String items) {
        properties.putObject(name).put("type", "array").putObject("items").put("type", items);
    }
}
