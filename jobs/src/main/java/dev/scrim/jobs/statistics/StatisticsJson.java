package dev.scrim.jobs.statistics;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.shards.DatasetCard;
import dev.scrim.jobs.statistics.Statistics.Count;
import java.util.List;

/** {@code statistics.json}: the numbers of the page, in a fixed order. */
public final class StatisticsJson {
    public static final String FILE = "statistics.json";

    private static final String FORMAT = "scrim.statistics/1";

    private StatisticsJson() {}

    public static String write(Statistics s) {
        ObjectNode root = new JsonMapper().createObjectNode();
        root.put("statistics", FORMAT);
        root.put("dataset", s.header().dataset());
        root.put("build_id", s.header().buildId());
        root.put("format", s.header().format());
        if (s.header().evaluation()) {
            root.put("notice", DatasetCard.EVALUATION_NOTICE);
        }
        root.putObject("totals")
                .put("recordings", s.totals().recordings())
                .put("people", s.totals().people())
                .put("trajectories", s.totals().trajectories())
                .put("steps", s.totals().steps())
                .put("trajectory_us", s.totals().trajectoryUs())
                .put("pictures", s.totals().pictures())
                .put("bytes", s.totals().bytes());
        ObjectNode splits = root.putObject("splits");
        s.splits()
                .forEach(l -> splits.putObject(l.split())
                        .put("people", l.people())
                        .put("trajectories", l.trajectories())
                        .put("steps", l.steps()));
        ObjectNode steps = root.putObject("steps_per_trajectory");
        steps.put("median", s.stepsAt(0.5)).put("p90", s.stepsAt(0.9)).put("most", s.stepsAt(1));
        ObjectNode bySteps = steps.putObject("trajectories_by_steps");
        s.trajectoriesBySteps().forEach((n, count) -> bySteps.put(String.valueOf(n), count));
        counts(root, "trajectories_by_time", s.trajectoriesByTime());
        counts(root, "steps_by_action", s.actions());
        counts(root, "steps_by_app", s.apps());
        counts(root, "pictures_by_size", s.pictureSizes());
        ArrayNode ratings = root.putArray("sensitivity_before_redaction");
        s.ratings()
                .forEach(r -> ratings.addObject()
                        .put("rating", r.level())
                        .put("given_for", r.meaning())
                        .put("steps", r.steps())
                        .put("trajectories", r.trajectories()));
        counts(root, "masks_by_category", s.masks());
        ArrayNode leftOut = root.putArray("left_out");
        s.leftOut()
                .forEach(l -> leftOut.addObject()
                        .put("unit", l.unit())
                        .put("code", l.code())
                        .put("meaning", l.meaning())
                        .put("count", l.count()));
        return root.toPrettyString().replace("\r\n", "\n") + "\n";
    }

    private static void counts(ObjectNode root, String name, List<Count> counts) {
        ObjectNode node = root.putObject(name);
        counts.forEach(c -> node.put(c.name(), c.count()));
    }
}
