package dev.scrim.jobs.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.model.Box;
import dev.scrim.jobs.review.desk.Slot;
import dev.scrim.jobs.review.frames.FrameDesk;
import dev.scrim.jobs.review.index.IndexedTrajectory;
import dev.scrim.jobs.review.index.ReviewIndex;
import dev.scrim.jobs.review.index.TrajectoryFile;
import dev.scrim.jobs.review.sample.Judged;
import dev.scrim.jobs.review.store.Mark;
import dev.scrim.jobs.review.store.Queue;
import dev.scrim.jobs.review.store.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A frame as the app takes it. Whether it is planted shows in nothing: each field has the same shape for all. */
final class ItemJson {
    /** Frames of the strip on either side. */
    private static final int STRIP = 4;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ReviewIndex index;
    private final FrameDesk frames;

    ItemJson(ReviewIndex index, FrameDesk frames) {
        this.index = index;
        this.frames = frames;
    }

    /** A frame of a queue; what others said of it only where somebody has to decide. */
    ObjectNode item(Slot slot, Judged judged, Visitor visitor) throws IOException {
        ObjectNode out = JSON.createObjectNode();
        out.put("id", slot.id());
        out.put("queue", slot.queue().label());
        out.setAll(look(slot.planned().frame(), visitor));
        if (slot.queue() == Queue.ADJUDICATE) {
            List<Reading> said = new ArrayList<>();
            judged.first().ifPresent(said::add);
            judged.second().ifPresent(said::add);
            // In no order that tells who was first, but in the same each time.
            if (slot.id().charAt(0) % 2 == 0) {
                Collections.reverse(said);
            }
            ArrayNode readings = out.putArray("first");
            for (Reading r : said) {
                ObjectNode one = readings.addObject();
                one.put("verdict", r.answer().label());
                marks(one.putArray("marks"), r.marks());
            }
        }
        return out;
    }

    /** A frame to look at. */
    ObjectNode look(int frame, Visitor visitor) throws IOException {
        FrameDesk.View view = frames.view(frame, visitor.seesPlants());
        ObjectNode out = JSON.createObjectNode();
        ObjectNode picture = out.putObject("frame");
        picture.put("url", "/api/frame/" + view.frame().id() + ".png");
        picture.put("width", view.frame().widthPx());
        picture.put("height", view.frame().heightPx());
        ArrayNode masks = out.putArray("masks");
        for (TrajectoryFile.Mask mask : view.masks()) {
            box(masks.addObject(), mask.box()).put("category", mask.category());
        }
        ArrayNode text = out.putArray("textBoxes");
        view.readable().forEach(b -> box(text.addObject(), b));
        JsonNode trace = view.file().trace();
        JsonNode step = view.step().map(i -> trace.path("steps").path(i)).orElse(JSON.nullNode());
        out.set("action", step);
        JsonNode window = window(trace, step, view.frame().tUs());
        out.put("app", window.path("app").asText(view.frame().app()));
        out.put("title", window.path("title").asText(""));
        out.put("address", window.path("address").asText(""));
        out.put("task", trace.path("task").asText(""));
        strip(out, frame);
        out.putNull("first");
        return out;
    }

    private static JsonNode window(JsonNode trace, JsonNode step, long tUs) {
        if (step.has("window")) {
            return trace.path("windows").path(step.path("window").asInt());
        }
        JsonNode found = JSON.createObjectNode();
        for (JsonNode window : trace.path("windows")) {
            if (window.path("startUs").asLong() <= tUs
                    && tUs < window.path("endUs").asLong()) {
                found = window;
            }
        }
        return found;
    }

    private void strip(ObjectNode out, int frame) {
        IndexedTrajectory trajectory = index.trajectoryOf(index.frames().get(frame));
        int first = trajectory.firstFrame();
        int last = first + trajectory.frames() - 1;
        ArrayNode strip = out.putArray("strip");
        for (int i = Math.max(first, frame - STRIP); i <= Math.min(last, frame + STRIP); i++) {
            String id = index.frames().get(i).id();
            strip.addObject()
                    .put("id", id)
                    .put("t_us", index.frames().get(i).tUs())
                    .put("current", i == frame)
                    .put("thumb", "/api/thumb/" + id + ".jpg");
        }
        neighbour(out, "prev", frame - 1 >= first ? Optional.of(frame - 1) : Optional.empty());
        neighbour(out, "next", frame + 1 <= last ? Optional.of(frame + 1) : Optional.empty());
    }

    private void neighbour(ObjectNode out, String name, Optional<Integer> frame) {
        if (frame.isPresent()) {
            out.put(name, index.frames().get(frame.get()).id());
        } else {
            out.putNull(name);
        }
    }

    static void marks(ArrayNode to, List<Mark> marks) {
        for (Mark mark : marks) {
            box(to.addObject(), mark.box()).put("category", mark.category().label());
        }
    }

    private static ObjectNode box(ObjectNode to, Box b) {
        return to.put("x", b.x()).put("y", b.y()).put("w", b.w()).put("h", b.h());
    }
}
