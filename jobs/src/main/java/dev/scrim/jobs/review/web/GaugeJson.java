package dev.scrim.jobs.review.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.jobs.review.sample.Standing;
import dev.scrim.jobs.review.store.Lot;
import dev.scrim.redaction.review.LeakBound;
import dev.scrim.redaction.review.StratifiedGauge;
import dev.scrim.redaction.review.Stratum;
import java.util.List;

/** What the verdicts say, as the app takes it. */
final class GaugeJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GaugeJson() {}

    /**
     * The gauge.
     *
     * @param officer whether how well reviewers see is said, too
     * @param why what stands in the way of a signature
     */
    static ObjectNode of(Lot lot, Standing standing, boolean officer, List<String> why) {
        StratifiedGauge gauge = standing.gauge();
        ObjectNode out = JSON.createObjectNode();
        out.put("sentence", gauge.sentence());
        out.put("frames", gauge.verdicts().frames());
        out.put("leaks", gauge.verdicts().leaks());
        out.put("upper", gauge.upper());
        out.put("target", gauge.target());
        out.put("missing", gauge.missing());
        out.put("reached", gauge.reached());
        out.put("alpha", lot.alpha());
        out.put("lot", lot.number());
        ArrayNode strata = out.putArray("strata");
        for (Stratum s : gauge.strata()) {
            strata.addObject()
                    .put("name", s.name())
                    .put("frames", s.verdicts().frames())
                    .put("leaks", s.verdicts().leaks())
                    .put("upper", gauge.upper(s))
                    .put("population", s.population());
        }
        if (officer) {
            out.putObject("sensitivity")
                    .put("found", standing.sensitivity().found())
                    .put("planted", standing.sensitivity().planted())
                    .put("estimate", standing.sensitivity().estimate())
                    .put("lower", standing.sensitivity().lower(LeakBound.CONFIDENCE));
        }
        ObjectNode readers = out.putObject("readers");
        double kappa = standing.readers().kappa();
        if (standing.readers().frames() == 0 || Double.isNaN(kappa)) {
            readers.putNull("kappa");
        } else {
            readers.put("kappa", kappa);
        }
        readers.put("missed", standing.readers().missedByBoth());
        readers.put("frames", standing.readers().frames());
        ObjectNode signoff = out.putObject("signoff");
        signoff.put("ready", why.isEmpty());
        why.forEach(signoff.putArray("why")::add);
        return out;
    }
}
