package dev.scrim.datasets.shards;

import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.schema.Unit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The {@code README.md} of an export: for people, and with the front matter that the Hugging Face hub reads. */
public final class DatasetCard {
    public static final String EVALUATION_NOTICE = "EVALUATION, NEVER RELEASABLE";

    /** Its file's name within the export's folder. */
    public static final String FILE = "README.md";

    private static final String RATED = "sensitivity.";

    private DatasetCard() {}

    /** Writes the card; it is part of the export, so the manifest that is written afterwards lists the result. */
    public static ShardInfo write(ShardDirectory directory, String name, ExportManifest draft, Schema schema)
            throws IOException {
        try (ShardDirectory.Output out = directory.create(FILE)) {
            out.write(markdown(name, draft, schema).getBytes(StandardCharsets.UTF_8));
            ShardDirectory.Committed done = out.commit();
            return new ShardInfo(FILE, Optional.empty(), done.bytes(), done.sha256(), 0, 0);
        }
    }

    /**
     * The card's text, a pure function of what was exported.
     *
     * @param name of the dataset, as the spec says
     * @param draft the manifest so far, with all data files
     */
    public static String markdown(String name, ExportManifest draft, Schema schema) {
        StringBuilder md = new StringBuilder();
        frontMatter(md, name, draft);
        md.append("\n# ").append(oneLine(name)).append("\n\n");
        if (draft.evaluation()) {
            md.append("> **").append(EVALUATION_NOTICE).append(".** ");
            md.append("Left readable to measure protection, from recordings whose people are declared invented.\n\n");
        }
        md.append(
                "Trajectories of people using computers, one row per step: what was on the screen, what was done, and "
                        + "what the screen showed then. Private content was removed from pictures and texts before export.\n\n");
        md.append("Build `")
                .append(draft.buildId())
                .append("`, format `")
                .append(draft.format())
                .append("`.\n\n");
        splits(md, draft);
        redactions(md, draft);
        sensitivity(md, draft);
        columns(md, schema);
        if (holds(draft, "", ".tar")) {
            md.append(
                    "\nA sample's columns are its `json`, its pictures the files named by their columns. Where a step has "
                            + "no picture the column is null in `json`, and the file is a single black pixel.\n");
        }
        return md.toString();
    }

    private static void frontMatter(StringBuilder md, String name, ExportManifest draft) {
        md.append("---\npretty_name: ").append(quoted(oneLine(name))).append('\n');
        md.append("task_categories:\n- image-text-to-text\n");
        md.append("tags:\n- computer-use\n- gui-agent\n- trajectories\n");
        if (draft.evaluation()) {
            md.append("- evaluation-never-releasable\n");
        }
        Map<String, Long> samples = draft.samplesBySplit();
        md.append("size_categories:\n- ").append(sizeCategory(samples)).append('\n');
        List<String> splits = inOrder(samples);
        if (holds(draft, "data/", ".parquet")) {
            dataFiles(md, splits, "data/%s-*.parquet");
        } else if (holds(draft, "data/", ".jsonl")) {
            dataFiles(md, splits, "data/%s-*.jsonl");
        } else if (holds(draft, "", ".tar")) {
            dataFiles(md, splits, "%s/*.tar");
        }
        md.append("---\n");
    }

    private static boolean holds(ExportManifest draft, String start, String ending) {
        return draft.shards().stream()
                .anyMatch(s -> s.file().startsWith(start) && s.file().endsWith(ending));
    }

    private static void dataFiles(StringBuilder md, List<String> splits, String path) {
        md.append("configs:\n- config_name: default\n  data_files:\n");
        for (String split : splits) {
            md.append("  - split: ").append(split).append('\n');
            md.append("    path: ").append(path.formatted(split)).append('\n');
        }
    }

    private static void splits(StringBuilder md, ExportManifest draft) {
        Map<String, Long> samples = draft.samplesBySplit();
        if (!samples.isEmpty()) {
            md.append("| split | samples | files | bytes |\n|---|---:|---:|---:|\n");
        }
        for (String split : inOrder(samples)) {
            List<ShardInfo> files = draft.shards().stream()
                    .filter(s -> s.split().filter(split::equals).isPresent())
                    .toList();
            long bytes = files.stream().mapToLong(ShardInfo::bytes).sum();
            md.append("| %s | %d | %d | %d |%n"
                    .formatted(split, samples.get(split), files.size(), bytes)
                    .replace("\r\n", "\n"));
        }
        draft.counts().forEach((what, n) -> {
            if (!what.startsWith(RATED)) {
                md.append("\n- ").append(what).append(": ").append(n);
            }
        });
        md.append("\n\n");
    }

    private static void redactions(StringBuilder md, ExportManifest draft) {
        md.append("## Redactions\n\n| category | masks and rewrites |\n|---|---:|\n");
        draft.redactions()
                .byCategory()
                .forEach((category, n) -> md.append("| ")
                        .append(category.label())
                        .append(" | ")
                        .append(n)
                        .append(" |\n"));
    }

    /** Only where steps were counted by their rating. */
    private static void sensitivity(StringBuilder md, ExportManifest draft) {
        long all = Arrays.stream(Sensitivity.values())
                .mapToLong(s -> draft.counts().getOrDefault(ratedSteps(s), 0L))
                .sum();
        if (all == 0) {
            return;
        }
        md.append(
                "\n## Sensitivity\n\nHow private a step was before redaction, 1 to 4; a trajectory has the rating of its "
                        + "most sensitive step.\n\n| rating | given for | steps | share | trajectories |\n|---:|---|---:|---:|---:|\n");
        for (Sensitivity s : Sensitivity.values()) {
            long steps = draft.counts().getOrDefault(ratedSteps(s), 0L);
            long trajectories = draft.counts().getOrDefault(ratedTrajectories(s), 0L);
            md.append(String.format(
                    Locale.ROOT,
                    "| %d | %s | %d | %.1f %% | %d |\n",
                    s.level(),
                    s.meaning(),
                    steps,
                    100.0 * steps / all,
                    trajectories));
        }
    }

    /** Name of the manifest's count of exported steps with that rating. */
    public static String ratedSteps(Sensitivity s) {
        return RATED + "steps." + s.level();
    }

    /** Name of the manifest's count of exported trajectories with that rating. */
    public static String ratedTrajectories(Sensitivity s) {
        return RATED + "trajectories." + s.level();
    }

    private static void columns(StringBuilder md, Schema schema) {
        md.append("\n## Columns\n\n| column | type | unit | may be empty |\n|---|---|---|---|\n");
        for (Field field : schema.disclosed().fields()) {
            md.append("| ").append(field.name()).append(" | ").append(lower(field.type()));
            md.append(" | ").append(field.unit() == Unit.NONE ? "" : lower(field.unit()));
            md.append(" | ").append(field.nullable() ? "yes" : "no").append(" |\n");
        }
    }

    /** Train first, as people expect; then by name. */
    private static List<String> inOrder(Map<String, Long> samples) {
        return samples.keySet().stream()
                .sorted(Comparator.comparing((String s) -> !s.equals("train")).thenComparing(s -> s))
                .toList();
    }

    /** The hub's classes (hub-docs, {@code datasetcard.md}). */
    private static String sizeCategory(Map<String, Long> samples) {
        long n = samples.values().stream().mapToLong(Long::longValue).sum();
        if (n < 1_000) {
            return "n<1K";
        }
        if (n < 10_000) {
            return "1K<n<10K";
        }
        if (n < 100_000) {
            return "10K<n<100K";
        }
        if (n < 1_000_000) {
            return "100K<n<1M";
        }
        return n < 10_000_000 ? "1M<n<10M" : "10M<n<100M";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String oneLine(String name) {
        return name.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /** A double-quoted YAML scalar. */
    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
