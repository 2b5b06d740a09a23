package dev.scrim.datasets.shards.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.space.Rendering;
import java.util.Optional;

/**
 * One row with its words.
 *
 * @param row pictures and all
 * @param rendering calls, or why there are none
 * @param deed the calls with what they mean
 */
record SaidStep(DisclosedRow row, Rendering rendering, Optional<Turn.Deed> deed) {
    static SaidStep of(DisclosedRow row, Wording wording) {
        Rendering rendering = wording.say(row.string("sample_id").orElse("?"), row);
        Optional<Action> action = wording.action(row);
        if (rendering instanceof Rendering.Said said && action.isPresent()) {
            Turn.Deed deed = new Turn.Deed(said.calls(), action.get(), wording.screen(row), summary(row));
            return new SaidStep(row, rendering, Optional.of(deed));
        }
        return new SaidStep(row, rendering, Optional.empty());
    }

    /** The trajectory that the step belongs to, as far as the row says it. */
    Optional<String> trajectory() {
        return row.string("trajectory_id");
    }

    Optional<String> image() {
        return row.image("image").map(RowJson::path);
    }

    Optional<String> after() {
        return row.image("after_image").map(RowJson::path);
    }

    /** Whether {@code next} is of another trajectory; without its name, places that start again tell. */
    static boolean isLast(DisclosedRow row, DisclosedRow next) {
        return !row.string("trajectory_id").equals(next.string("trajectory_id"))
                || RowActions.whole(next, "step") <= RowActions.whole(row, "step");
    }

    ObjectNode toJson() {
        ObjectNode out = Json.object();
        out.set("row", RowJson.of(row));
        if (rendering instanceof Rendering.Said said) {
            out.set("calls", Json.array(said.calls()));
        } else if (rendering instanceof Rendering.Unsayable not) {
            out.put("unsaid", not.message());
        }
        return out;
    }

    private static String summary(DisclosedRow row) {
        String kind = row.string("action").orElse("").replace('_', ' ');
        String role = row.string("element_role").map(r -> " on " + r).orElse("");
        String text = row.string("element_text").map(t -> " \"" + t + "\"").orElse("");
        return Wording.plain(kind + role + (role.isEmpty() ? "" : text));
    }
}
