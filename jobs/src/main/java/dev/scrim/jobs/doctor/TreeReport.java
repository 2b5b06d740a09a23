package dev.scrim.jobs.doctor;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.jobs.report.Numbers;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a scan of a tree of tables found.
 *
 * @param exposed tables with at least one code of {@link Severity#EXPOSED}
 * @param bytes of all tables' data files
 * @param counts tables, and places that are none, by code; without the codes that nothing has
 * @param worst the worst places, the worst first
 */
public record TreeReport(
        long tables,
        long exposed,
        long files,
        long folders,
        long bytes,
        Map<ExposureCode, Long> counts,
        List<TableFinding> worst,
        double seconds) {
    public TreeReport {
        EnumMap<ExposureCode, Long> copy = new EnumMap<>(ExposureCode.class);
        copy.putAll(counts);
        counts = Collections.unmodifiableMap(copy);
        worst = List.copyOf(worst);
    }

    /** How many have this code. */
    public long count(ExposureCode code) {
        return counts.getOrDefault(code, 0L);
    }

    /** One screen. */
    public String screen(boolean showPaths) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "  %,d tables, %,d files, %s in %,d folders; %,.0f s, %,.0f tables/s%n%n",
                tables,
                files,
                Numbers.bytes(bytes),
                folders,
                seconds,
                tables / Math.max(seconds, 1e-3)));
        counts.forEach((code, count) -> out.append(
                String.format(Locale.ROOT, "  %-8s %-16s %,10d  %s%n", code.severity(), code, count, code.meaning())));
        if (!worst.isEmpty()) {
            out.append("\n  The worst places").append(showPaths ? "" : ", by number (--show-paths names them)");
            out.append(":\n");
        }
        for (int i = 0; i < worst.size(); i++) {
            TableFinding f = worst.get(i);
            out.append(String.format(
                    Locale.ROOT,
                    "  %-8s %9s  %s%n",
                    showPaths ? "" : "table " + (i + 1),
                    Numbers.bytes(f.bytes()),
                    f.inWords()));
            if (showPaths) {
                out.append("                      ").append(f.place()).append('\n');
            }
        }
        out.append(String.format(Locale.ROOT, "%n  %,d of %,d tables are exposed.%n", exposed, tables));
        return out.toString();
    }

    /** The same for programs. */
    public String json(boolean showPaths) {
        ObjectNode root = new JsonMapper().createObjectNode();
        root.put("format", "scrim-doctor-tree/1");
        root.put("tables", tables);
        root.put("exposed", exposed);
        root.put("files", files);
        root.put("folders", folders);
        root.put("bytes", bytes);
        root.put("seconds", seconds);
        ObjectNode byCode = root.putObject("counts");
        counts.forEach((code, count) -> byCode.put(code.name(), count));
        ArrayNode places = root.putArray("worst");
        for (int i = 0; i < worst.size(); i++) {
            TableFinding f = worst.get(i);
            ObjectNode place = places.addObject();
            place.put("place", showPaths ? f.place() : "[" + (i + 1) + "]");
            place.put("bytes", f.bytes());
            ArrayNode codes = place.putArray("codes");
            f.codes().stream().sorted().forEach(c -> codes.add(c.name()));
        }
        return root.toPrettyString();
    }
}
