package dev.scrim.jobs.review.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.jobs.review.desk.Refused;
import dev.scrim.jobs.review.fix.MissDesk;
import dev.scrim.jobs.review.fix.Proposal;
import dev.scrim.jobs.review.fix.Proposals;
import dev.scrim.jobs.review.fix.Similar;
import dev.scrim.jobs.review.frames.FrameDesk;
import dev.scrim.jobs.review.index.ReviewIndex;
import dev.scrim.jobs.review.store.Reading;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Misses, and the changes that would have covered them. */
final class MissHandlers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MissDesk desk;
    private final Proposals proposals;
    private final FrameDesk frames;
    private final ReviewIndex index;

    MissHandlers(MissDesk desk, Proposals proposals, FrameDesk frames, ReviewIndex index) {
        this.desk = desk;
        this.proposals = proposals;
        this.frames = frames;
        this.index = index;
    }

    Reply misses(Ask ask) {
        Set<Long> accepted = desk.accepted();
        ObjectNode out = JSON.createObjectNode();
        ArrayNode list = out.putArray("misses");
        for (Reading r : desk.misses()) {
            ObjectNode one = list.addObject();
            one.put("id", String.valueOf(r.seq()));
            one.put("frame", r.frame());
            r.marks().stream()
                    .findFirst()
                    .ifPresent(m -> one.put("category", m.category().label()));
            ItemJson.marks(one.putArray("marks"), r.marks());
            one.put("queue", r.queue().label());
            one.put("status", accepted.contains(r.seq()) ? "accepted" : "open");
            one.put("at", Instant.ofEpochMilli(r.atMs()).toString());
        }
        return Reply.json(out);
    }

    Reply miss(Ask ask) throws IOException {
        Reading miss = desk.miss(ask.part("id")).orElseThrow(Deny::notThere);
        int frame = frames.find(miss.frame()).orElseThrow(Deny::notThere);
        ObjectNode out = JSON.createObjectNode();
        out.put("id", ask.part("id"));
        out.put("frame", miss.frame());
        ItemJson.marks(out.putArray("marks"), miss.marks());
        ArrayNode similar = out.putArray("similar");
        for (Similar s : proposals.similar(frame, miss)) {
            similar.addObject().put("frame", index.frames().get(s.frame()).id()).put("why", s.why());
        }
        Optional<Proposal> proposal = proposals.of(frame, miss);
        if (proposal.isEmpty()) {
            out.putNull("proposal");
            return Reply.json(out);
        }
        ObjectNode proposed = out.putObject("proposal");
        proposed.putObject("change")
                .put("key", proposal.get().key())
                .put("from", proposal.get().from().label())
                .put("to", proposal.get().to().label());
        proposed.put("framesChanged", proposal.get().framesChanged());
        proposed.put("linesLost", proposal.get().linesLost());
        ArrayNode sample = proposed.putArray("sample");
        proposal.get().sample().forEach(f -> sample.add(index.frames().get(f).id()));
        return Reply.json(out);
    }

    Reply accept(Ask ask) throws IOException {
        Reading miss = desk.miss(ask.part("id")).orElseThrow(Deny::notThere);
        int frame = frames.find(miss.frame()).orElseThrow(Deny::notThere);
        Proposal proposal = proposals
                .of(frame, miss)
                .orElseThrow(() -> new Refused("No policy covers this miss; it needs a rule."));
        return Reply.json(JSON.createObjectNode()
                .put("proposal", desk.accept(miss, proposal, ask.visitor().name())));
    }

    Map<Endpoint, Router.Handler> handlers() {
        return Map.of(Endpoint.MISSES, this::misses, Endpoint.MISS, this::miss, Endpoint.ACCEPT, this::accept);
    }
}
