package dev.scrim.jobs.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Cores and storage for many people, on paper, from the JSON that a bench wrote. */
public final class CapacitySheet {
    /** The case to plan for. */
    private static final int PEOPLE = 10_000;

    private static final int HOURS_A_DAY = 8;
    private static final double SECONDS_PER_HOUR = 3_600;
    private static final double SECONDS_PER_DAY = 86_400;
    /** A cluster that is planned full has no room for a failed node or a late day. */
    private static final double LOAD = 0.7;

    private static final double BYTES_PER_TB = 1e12;
    private static final double BYTES_PER_MB = 1e6;

    private CapacitySheet() {}

    /**
     * The sheet as Markdown.
     *
     * @param bench a file that {@code scrim bench --json} wrote
     */
    public static String of(Path bench) throws IOException {
        JsonNode f = new JsonMapper().readTree(bench.toFile());
        for (String key : new String[] {"recorded_s", "core_s", "storage_bytes", "stage_core_s"}) {
            if (!f.has(key)) {
                throw new UserError(
                        "Cannot plan from a file without " + key, "give one that scrim bench --json has written");
            }
        }
        double recorded = f.path("recorded_s").asDouble();
        double hours = (double) PEOPLE * HOURS_A_DAY;
        StringBuilder out = new StringBuilder();
        add(out, "# Capacity: %,d people, %d hours a day", PEOPLE, HOURS_A_DAY);
        add(out, "");
        add(out, "On paper, from one bench (`./scrim bench --json F`, then `./scrim bench --capacity F`):");
        add(
                out,
                "%.0f s recorded, %.1f core-seconds, %d kept frames, %d cores. Steps' frames only.",
                recorded,
                f.path("core_s").asDouble(),
                f.path("kept_frames").asLong(),
                f.path("cores").asInt());
        add(out, "");
        add(out, "    recorded a day = people x hours = %,.0f h", hours);
        add(out, "    core-hours a day = recorded a day / (recorded seconds per core-second)");
        add(out, "    cores = core-hours a day / 24 / %.1f, the load that is planned for", LOAD);
        add(out, "    storage a day = bytes per recorded hour x recorded a day");
        add(out, "");
        add(out, "| stage | core-s per recorded s | cores | MB per recorded hour | TB a day |");
        add(out, "|---|---:|---:|---:|---:|");
        double core = 0;
        double bytes = 0;
        for (Map.Entry<String, JsonNode> stage : f.path("stage_core_s").properties()) {
            double s = stage.getValue().asDouble();
            double b = f.path("storage_bytes").path(stage.getKey()).asDouble();
            row(out, stage.getKey(), s / recorded, b / recorded * SECONDS_PER_HOUR, hours);
            core += s;
            bytes += b;
        }
        row(out, "**all**", core / recorded, bytes / recorded * SECONDS_PER_HOUR, hours);
        add(out, "");
        add(out, "What the figures hold and what they do not:");
        add(out, "");
        add(
                out,
                "- The start of the code (compiling it, Spark's plans) is in them once for this little input. It is paid once a");
        add(out, "  process, so a day's build needs fewer cores than this; how many fewer is what `--scale` measures.");
        add(
                out,
                "- People at work leave the screen alone for longer than these sessions do; kept frames follow actions, not hours.");
        add(out, "- Memory: one worker thread for each core; see `peak_rss_bytes` for a whole process.");
        add(
                out,
                "- Stages 02 to 07 can be deleted once 08 is released; 01 is the recording, sealed, and weighs what its video does.");
        return out.toString();
    }

    private static void row(StringBuilder out, String name, double coreShare, double bytesPerHour, double hours) {
        double cores = coreShare * hours * SECONDS_PER_HOUR / SECONDS_PER_DAY / LOAD;
        add(
                out,
                "| %s | %.3f | %,.0f | %,.1f | %,.2f |",
                name,
                coreShare,
                Math.ceil(cores),
                bytesPerHour / BYTES_PER_MB,
                bytesPerHour * hours / BYTES_PER_TB);
    }

    private static void add(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
