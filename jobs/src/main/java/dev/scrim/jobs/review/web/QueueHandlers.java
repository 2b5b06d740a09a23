package dev.scrim.jobs.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.audit.AuditStream;
import dev.scrim.jobs.review.desk.ReviewDesk;
import dev.scrim.jobs.review.desk.Slot;
import dev.scrim.jobs.review.frames.FrameDesk;
import dev.scrim.jobs.review.sample.Planned;
import dev.scrim.jobs.review.store.Answer;
import dev.scrim.jobs.review.store.Mark;
import dev.scrim.jobs.review.store.Queue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/** Queues, verdicts, looks, pictures and the gauge. */
final class QueueHandlers {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Places of the sample ahead of those handed out whose plants are drawn beforehand. */
    private static final int AHEAD = 40;

    private final ReviewDesk desk;
    private final FrameDesk frames;
    private final ItemJson items;
    private final AuditStream audit;
    private final Readiness readiness;
    private final ExecutorService background;

    QueueHandlers(
            ReviewDesk desk, FrameDesk frames, AuditStream audit, Readiness readiness, ExecutorService background) {
        this.desk = desk;
        this.frames = frames;
        this.items = new ItemJson(desk.index(), frames);
        this.audit = audit;
        this.readiness = readiness;
        this.background = background;
        prepare(0);
    }

    Reply queue(Ask ask) {
        Visitor visitor = ask.visitor();
        ObjectNode out = JSON.createObjectNode();
        ArrayNode queues = out.putArray("queues");
        for (ReviewDesk.Count count : desk.counts(visitor.name())) {
            if (allowed(count.queue(), visitor)) {
                queues.addObject()
                        .put("id", count.queue().label())
                        .put("left", count.left())
                        .put("done", count.done());
            }
        }
        out.set("gauge", gaugeFor(visitor));
        return Reply.json(out);
    }

    /** An officer decides; the sample is the reviewers'. */
    private static boolean allowed(Queue queue, Visitor visitor) {
        return queue == Queue.ADJUDICATE || visitor.is(Role.REVIEWER);
    }

    ObjectNode gaugeFor(Visitor visitor) {
        boolean officer = visitor.is(Role.PRIVACY_OFFICER);
        boolean exact = officer || !visitor.is(Role.REVIEWER);
        return GaugeJson.of(desk.lot(), exact ? desk.standing() : desk.published(), officer, readiness.why());
    }

    Reply gauge(Ask ask) {
        return Reply.json(gaugeFor(ask.visitor()));
    }

    Reply next(Ask ask) throws IOException {
        Queue queue = Queue.of(ask.query().getOrDefault("queue", ""))
                .orElseThrow(() -> new Deny(400, "There is no such queue", ""));
        if (!allowed(queue, ask.visitor())) {
            throw new Deny(403, "Your account has no role for this queue", "see scrim account role");
        }
        List<Slot> slots =
                desk.next(queue, ask.visitor().name(), number(ask.query().getOrDefault("n", "1")));
        ObjectNode out = JSON.createObjectNode();
        ArrayNode list = out.putArray("items");
        for (Slot slot : slots) {
            list.add(shown(slot, ask.visitor()));
        }
        if (!slots.isEmpty() && queue != Queue.HUNT) {
            prepare(1 + desk.plan().sample().indexOf(slots.get(slots.size() - 1).planned()));
        }
        return Reply.json(out);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Deny(400, "This is no number of frames", "");
        }
    }

    private ObjectNode shown(Slot slot, Visitor visitor) throws IOException {
        audit.append(
                visitor.name(),
                "review.item",
                desk.build().id(),
                desk.index().frames().get(slot.planned().frame()).id(),
                slot.queue().label());
        return items.item(slot, desk.judged(slot), visitor);
    }

    private void prepare(int from) {
        background.execute(() -> {
            List<Planned> sample = desk.plan().sample();
            for (int i = from; i < Math.min(sample.size(), from + AHEAD); i++) {
                try {
                    frames.prepare(sample.get(i).frame());
                } catch (IOException | RuntimeException e) {
                    return; // Said to who asks for that frame.
                }
            }
        });
    }

    Reply verdict(Ask ask) {
        Answer answer = Answer.of(ask.text("verdict")).orElseThrow(() -> new Deny(400, "There is no such verdict", ""));
        Slot slot = desk.slot(ask.text("item")).orElseThrow(Deny::notThere);
        if (!allowed(slot.queue(), ask.visitor())) {
            throw new Deny(403, "Your account has no role for this queue", "see scrim account role");
        }
        List<Mark> marks = new ArrayList<>();
        for (JsonNode mark : ask.body().path("marks")) {
            marks.add(mark(mark));
        }
        String undo = desk.verdict(
                slot.id(),
                ask.visitor().name(),
                answer,
                marks,
                ask.body().path("ms").asLong(0));
        ObjectNode out = JSON.createObjectNode();
        out.set("gauge", gaugeFor(ask.visitor()));
        out.put("undo", undo);
        return Reply.json(out);
    }

    private static Mark mark(JsonNode in) {
        String label = in.path("category").asText("");
        Category category = Arrays.stream(Category.values())
                .filter(c -> c.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new Deny(400, "There is no such category", "choose what the marked place shows"));
        int w = in.path("w").asInt(0);
        int h = in.path("h").asInt(0);
        if (w <= 0 || h <= 0 || w > 100_000 || h > 100_000) {
            throw new Deny(400, "This mark has no area", "mark it again");
        }
        return new Mark(new Box(in.path("x").asInt(0), in.path("y").asInt(0), w, h), category);
    }

    Reply undo(Ask ask) throws IOException {
        Slot slot = desk.undo(ask.text("undo"), ask.visitor().name());
        ObjectNode out = JSON.createObjectNode();
        out.set("item", shown(slot, ask.visitor()));
        return Reply.json(out);
    }

    private int find(Ask ask) {
        return frames.find(ask.part("id")).orElseThrow(Deny::notThere);
    }

    Reply look(Ask ask) throws IOException {
        int frame = find(ask);
        audit.append(ask.visitor().name(), "review.look", desk.build().id(), ask.part("id"), "");
        return Reply.json(items.look(frame, ask.visitor()));
    }

    Reply frame(Ask ask) throws IOException {
        int frame = find(ask);
        audit.append(ask.visitor().name(), "review.view", desk.build().id(), ask.part("id"), "");
        return Reply.bytes("image/png", frames.png(frame, ask.visitor().seesPlants()));
    }

    /** On record with the item or look that names it: stamps by the dozen would bury what matters. */
    Reply thumb(Ask ask) throws IOException {
        return Reply.bytes("image/jpeg", frames.thumb(find(ask), ask.visitor().seesPlants()));
    }

    Map<Endpoint, Router.Handler> handlers() {
        return Map.of(
                Endpoint.QUEUE, this::queue,
                Endpoint.NEXT, this::next,
                Endpoint.VERDICT, this::verdict,
                Endpoint.UNDO, this::undo,
                Endpoint.GAUGE, this::gauge,
                Endpoint.LOOK, this::look,
                Endpoint.FRAME, this::frame,
                Endpoint.THUMB, this::thumb);
    }
}
