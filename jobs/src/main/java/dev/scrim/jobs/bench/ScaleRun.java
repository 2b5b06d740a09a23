package dev.scrim.jobs.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * One process that built the recordings some times over.
 *
 * @param copies of each recording
 * @param cores worker threads, and where the system can hold a process to them the processors it had
 * @param peakBytes resident memory of the process at its most; 0 where the system does not tell
 */
public record ScaleRun(
        int copies, int cores, double recordedSeconds, double wallSeconds, double cpuSeconds, long peakBytes) {
    private static final double BYTES_PER_MB = 1e6;

    /** This run's time, as a multiple of {@code copies} times the time of the first run with as many cores. */
    private double againstLinear(List<ScaleRun> runs, boolean cpu) {
        ScaleRun first = runs.stream().filter(r -> r.cores == cores).findFirst().orElse(this);
        double times = (double) copies / first.copies;
        return cpu ? cpuSeconds / (first.cpuSeconds * times) : wallSeconds / (first.wallSeconds * times);
    }

    /** How many times as fast this run was as the first with as many copies. */
    private double speedUp(List<ScaleRun> runs) {
        ScaleRun first =
                runs.stream().filter(r -> r.copies == copies).findFirst().orElse(this);
        return first.wallSeconds / wallSeconds;
    }

    /** One line a run. */
    public static String table(List<ScaleRun> runs) {
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "%7s %6s %11s %9s %9s %10s %12s %12s %9s%n",
                "copies",
                "cores",
                "recorded s",
                "wall s",
                "core-s",
                "peak MB",
                "wall/linear",
                "core/linear",
                "speed-up"));
        for (ScaleRun r : runs) {
            out.append(String.format(
                    Locale.ROOT,
                    "%7d %6d %11.1f %9.1f %9.1f %10.0f %12.2f %12.2f %9.2f%n",
                    r.copies,
                    r.cores,
                    r.recordedSeconds,
                    r.wallSeconds,
                    r.cpuSeconds,
                    r.peakBytes / BYTES_PER_MB,
                    r.againstLinear(runs, false),
                    r.againstLinear(runs, true),
                    r.speedUp(runs)));
        }
        return out.toString();
    }

    /** The same for programs. */
    public static String json(List<ScaleRun> runs) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("format", "scrim-bench-scale/1");
        ArrayNode list = json.putArray("scale");
        for (ScaleRun r : runs) {
            ObjectNode node = list.addObject();
            node.put("copies", r.copies);
            node.put("cores", r.cores);
            node.put("recorded_s", r.recordedSeconds);
            node.put("wall_s", r.wallSeconds);
            node.put("core_s", r.cpuSeconds);
            node.put("peak_rss_bytes", r.peakBytes);
            node.put("wall_over_linear", r.againstLinear(runs, false));
            node.put("core_over_linear", r.againstLinear(runs, true));
            node.put("speed_up", r.speedUp(runs));
        }
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write runs as JSON", e);
        }
    }
}
