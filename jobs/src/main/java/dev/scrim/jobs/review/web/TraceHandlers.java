package dev.scrim.jobs.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.jobs.audit.AuditStream;
import dev.scrim.jobs.review.desk.ReviewDesk;
import dev.scrim.jobs.review.frames.FrameDesk;
import dev.scrim.jobs.review.index.IndexedTrajectory;
import dev.scrim.jobs.review.index.ReviewIndex;
import dev.scrim.jobs.review.index.TrajectoryFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Whole trajectories, for the viewer. */
final class TraceHandlers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ReviewDesk desk;
    private final FrameDesk frames;
    private final AuditStream audit;
    private final Map<String, Integer> byId = new HashMap<>();

    TraceHandlers(ReviewDesk desk, FrameDesk frames, AuditStream audit) {
        this.desk = desk;
        this.frames = frames;
        this.audit = audit;
        for (int i = 0; i < desk.index().trajectories().size(); i++) {
            byId.put(desk.index().trajectories().get(i).id(), i);
        }
    }

    /** From the index alone: a list of all must not decrypt all. */
    Reply traces(Ask ask) {
        ReviewIndex index = desk.index();
        ObjectNode out = JSON.createObjectNode();
        ArrayNode list = out.putArray("traces");
        for (IndexedTrajectory t : index.trajectories()) {
            int rating = 1;
            int steps = 0;
            for (int i = t.firstFrame(); i < t.firstFrame() + t.frames(); i++) {
                rating = Math.max(rating, index.frames().get(i).rating());
                steps += index.frames().get(i).steps();
            }
            long length = index.frames().get(t.firstFrame() + t.frames() - 1).tUs()
                    - index.frames().get(t.firstFrame()).tUs();
            list.addObject()
                    .put("id", t.id())
                    .put("name", t.name())
                    .put("frames", t.frames())
                    .put("steps", steps)
                    .put("sensitivity", rating)
                    .put("lengthUs", length);
        }
        return Reply.json(out);
    }

    Reply trace(Ask ask) throws IOException {
        Integer at = byId.get(ask.part("id"));
        if (at == null) {
            throw Deny.notThere();
        }
        audit.append(ask.visitor().name(), "review.trace", desk.build().id(), ask.part("id"), "");
        IndexedTrajectory trajectory = desk.index().trajectories().get(at);
        ObjectNode trace = ((ObjectNode) frames.file(at).trace()).deepCopy();
        trace.put("recording", 0);
        for (int i = 0; i < trajectory.frames(); i++) {
            int frame = trajectory.firstFrame() + i;
            if (trace.path("frames").path(i) instanceof ObjectNode shown) {
                shown.put(
                        "picture",
                        "/api/frame/" + desk.index().frames().get(frame).id() + ".png");
                if (ask.visitor().seesPlants() && desk.plan().isPlant(frame)) {
                    masks(shown, frames.view(frame, true).masks());
                }
            }
        }
        JsonNode view = JSON.readTree(desk.index().recordings().get(trajectory.recording()));
        ObjectNode out = JSON.createObjectNode();
        out.put("format", view.path("format").asText());
        out.set("recordings", view.path("recordings"));
        out.putArray("traces").add(trace);
        out.putArray("leftOut");
        return Reply.json(out);
    }

    /** Where something is planted there is no mask any more. */
    private static void masks(ObjectNode shown, Iterable<TrajectoryFile.Mask> masks) {
        ArrayNode list = shown.putArray("masked");
        for (TrajectoryFile.Mask mask : masks) {
            ObjectNode one = list.addObject();
            one.put("category", mask.category());
            one.putArray("box")
                    .add(mask.box().x())
                    .add(mask.box().y())
                    .add(mask.box().w())
                    .add(mask.box().h());
        }
    }

    Map<Endpoint, Router.Handler> handlers() {
        return Map.of(Endpoint.TRACES, this::traces, Endpoint.TRACE, this::trace);
    }
}
