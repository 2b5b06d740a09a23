package dev.scrim.datasets.shards.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.shards.ExportTable;
import java.util.ArrayList;
import java.util.List;

/**
 * AgentNet's record: one trajectory, its steps as pyautogui code. What AgentNet's annotators and models add is not
 * there: scores are null, thoughts and reflections empty; a person's own steps are given as correct and none as
 * redundant, which is what its readers take for granted. A trajectory that is shown to its end counts as completed.
 */
final class OpenCuaTrajectory implements Dialect {
    private static final String END = "computer.terminate(status='success')";
    private static final String FOLDER = ChatFiles.IMAGES;

    @Override
    public int window() {
        return Integer.MAX_VALUE;
    }

    /** A record is its steps; there is nobody to tell. */
    @Override
    public boolean tells() {
        return false;
    }

    @Override
    public String ownSpace() {
        return Wording.OPENCUA;
    }

    @Override
    public List<String> spaces() {
        return List.of(Wording.OPENCUA);
    }

    @Override
    public List<ExportTable.Column> columns() {
        return List.of(
                ExportTable.Column.of("task_id", FieldType.STRING),
                ExportTable.Column.of("instruction", FieldType.STRING),
                ExportTable.Column.structs("traj", "image", "value.action", "value.code"));
    }

    @Override
    public ObjectNode line(Conversation c, Wording wording) {
        String task = c.task().map(Wording::plain).orElse("");
        ObjectNode line = Json.object()
                .put("task_id", c.id())
                .put("instruction", task)
                .put("natural_language_task", task)
                .put("actual_task", task)
                .put("task_completed", c.ends());
        for (String score : List.of("alignment_score", "efficiency_score", "task_difficulty")) {
            line.putNull(score);
        }
        ArrayNode steps = line.putArray("traj");
        for (int i = 0; i < c.turns().size(); i++) {
            Turn turn = c.turns().get(i);
            // Readers join the name with their own folder of pictures.
            ObjectNode step =
                    steps.addObject().put("index", i).put("image", turn.image().substring(FOLDER.length()));
            step.putObject("value")
                    .put("observation", "")
                    .put("thought", "")
                    .put("action", turn.deed().map(Turn.Deed::summary).orElse("the task is done"))
                    .put("code", turn.deed().map(Turn.Deed::text).orElse(END))
                    .put("last_step_correct", true)
                    .put("last_step_redundant", false)
                    .put("reflection", "");
        }
        return line;
    }

    @Override
    public Seen see(JsonNode line, List<Viewport> screens) {
        List<String> images = new ArrayList<>();
        List<List<String>> calls = new ArrayList<>();
        for (JsonNode step : line.required("traj")) {
            if (step.required("index").intValue() != images.size()) {
                throw new IllegalArgumentException("Cannot take steps out of order");
            }
            images.add(FOLDER + step.required("image").textValue());
            calls.add(
                    List.of(step.required("value").required("code").textValue().split("\n", -1)));
        }
        boolean ended = calls.get(calls.size() - 1).equals(List.of(END));
        if (ended) {
            calls.remove(calls.size() - 1);
        }
        if (line.required("task_completed").booleanValue() != ended) {
            throw new IllegalArgumentException("Cannot take a record as completed that does not end");
        }
        return new Seen(images, images.size(), calls, ended);
    }
}
