package dev.scrim.jobs.review.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.review.desk.GlassDesk;
import dev.scrim.jobs.review.frames.FrameDesk;
import dev.scrim.jobs.review.store.GlassStore;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** Requests to see what a frame was before redaction. */
final class GlassHandlers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final GlassDesk desk;
    private final FrameDesk frames;

    GlassHandlers(GlassDesk desk, FrameDesk frames) {
        this.desk = desk;
        this.frames = frames;
    }

    Reply list(Ask ask) {
        Visitor visitor = ask.visitor();
        boolean approves = visitor.is(Role.PRIVACY_OFFICER) || visitor.is(Role.DATA_OWNER);
        ObjectNode out = JSON.createObjectNode();
        ArrayNode list = out.putArray("requests");
        for (GlassStore.Request r : desk.requests()) {
            boolean mine = r.asker().equals(visitor.name());
            if (r.usedMs().isEmpty() && (mine || approves)) {
                list.addObject()
                        .put("id", r.id())
                        .put("frame", r.frame())
                        .put("by", r.asker())
                        .put("reason", r.reason())
                        .put("at", Instant.ofEpochMilli(r.askedMs()).toString())
                        .put("mine", mine)
                        .put("approved", desk.open(r))
                        .put("state", desk.open(r) ? "approved" : r.approver().isPresent() ? "over" : "asked");
            }
        }
        return Reply.json(out);
    }

    Reply ask(Ask ask) {
        String frame = ask.text("frame");
        if (frames.find(frame).isEmpty()) {
            throw Deny.notThere();
        }
        return Reply.json(JSON.createObjectNode()
                .put("id", desk.ask(frame, ask.text("reason"), ask.visitor().name())));
    }

    Reply approve(Ask ask) {
        desk.approve(ask.part("id"), ask.visitor().name());
        return Reply.nothing();
    }

    Reply original(Ask ask) throws IOException {
        String frame = desk.use(ask.part("id"), ask.visitor().name())
                .orElseThrow(() -> new Deny(
                        403,
                        "This original cannot be shown",
                        "a second person has to approve; then it is shown once, within "
                                + GlassDesk.APPROVED_FOR.toMinutes() + " minutes"));
        return Reply.bytes("image/png", frames.original(frames.find(frame).orElseThrow(Deny::notThere)));
    }

    Map<Endpoint, Router.Handler> handlers() {
        return Map.of(
                Endpoint.GLASS_LIST, this::list,
                Endpoint.GLASS_ASK, this::ask,
                Endpoint.GLASS_APPROVE, this::approve,
                Endpoint.ORIGINAL, this::original);
    }
}
