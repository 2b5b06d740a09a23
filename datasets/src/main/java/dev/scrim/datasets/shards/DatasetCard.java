package dev.scrim.datasets.shards;

import dev.scrim.datasets.check.OneLine;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.schema.Unit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

    private static final String DESCRIPTION =
            "Trajectories of people using computers, step by step: what was on the screen, what was done, and what the "
                    + "screen showed then. Private content was removed from pictures and texts before export.";

    private static final String RATED = "sensitivity.";

    /** Counts of what was left out before people were sent to splits, and of what splits share. */
    private static final List<String> REPEATS = List.of("repeats.", "over_share.", "splits.");

    private DatasetCard() {}

    /**
     * What its publisher calls it.
     *
     * @param name on one line
     * @param license by its name on the Hugging Face hub; {@link #UNKNOWN} where nobody said
     */
    public record Title(String name, String license) {
        /** The hub's word for a licence that is not known. */
        public static final String UNKNOWN = "unknown";

        public Title {
            name = OneLine.of(name).strip();
            license = OneLine.of(license).strip();
        }
    }

    /** Writes the card; it is part of the export, so the manifest that is written afterwards lists the result. */
    public static ShardInfo write(ShardDirectory directory, Title title, ExportManifest draft, Schema schema)
            throws IOException {
        try (ShardDirectory.Output out = directory.create(FILE)) {
            out.write(markdown(title, draft, schema).getBytes(StandardCharsets.UTF_8));
            ShardDirectory.Committed done = out.commit();
            return new ShardInfo(FILE, Optional.empty(), done.bytes(), done.sha256(), 0, 0);
        }
    }

    /**
     * The card's text, a pure function of what was exported.
     *
     * @param draft the manifest so far, with all data files
     */
    public static String markdown(Title title, ExportManifest draft, Schema schema) {
        StringBuilder md = new StringBuilder(CardFrontMatter.of(title, draft, schema));
        md.append("\n# ").append(plain(title.name())).append("\n\n");
        if (draft.evaluation()) {
            md.append("> **").append(EVALUATION_NOTICE).append(".** ");
            md.append("Left readable to measure protection, from recordings whose people are declared invented.\n\n");
        }
        md.append(DESCRIPTION).append("\n\n");
        md.append("Build `")
                .append(draft.buildId())
                .append("`, format `")
                .append(draft.format())
                .append("`.\n\n");
        splits(md, draft);
        repeats(md, draft);
        redactions(md, draft);
        sensitivity(md, draft);
        columns(md, schema);
        if (draft.shards().stream().anyMatch(s -> s.file().endsWith(".tar"))) {
            md.append(
                    "\nA sample's columns are its `json`, its pictures the files named by their columns. Where a step has "
                            + "no picture the column is null in `json`, and the file is a single black pixel.\n");
        }
        return md.toString();
    }

    /** Words that are no markup: the hub shows HTML and links of a card to whoever looks at it. */
    private static String plain(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replaceAll("[\\\\`*_\\[\\]|!#~>]", "\\\\$0");
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
            if (!what.startsWith(RATED) && !isOfRepeats(what)) {
                md.append("\n- ").append(what).append(": ").append(n);
            }
        });
        md.append("\n\n");
    }

    /** What it is, in one paragraph; {@code croissant.json} says the same. */
    static String description(ExportManifest draft) {
        return (draft.evaluation() ? EVALUATION_NOTICE + ". " : "") + DESCRIPTION;
    }

    /** Words by which it is found. */
    static List<String> tags(ExportManifest draft) {
        List<String> tags = new ArrayList<>(List.of("computer-use", "gui-agent", "trajectories", "croissant"));
        if (draft.evaluation()) {
            tags.add("evaluation-never-releasable");
        }
        return tags;
    }

    private static boolean isOfRepeats(String count) {
        return REPEATS.stream().anyMatch(count::startsWith);
    }

    /** What was left out as a repeat, and what is in more than one split all the same; only where it was counted. */
    private static void repeats(StringBuilder md, ExportManifest draft) {
        if (draft.counts().keySet().stream().noneMatch(DatasetCard::isOfRepeats)) {
            return;
        }
        md.append(
                "## Repeats and splits\n\nSplits are of people: nobody is in two of them. Repeats were left out before "
                        + "anybody was sent to a split.\n\n| counted | number |\n|---|---:|\n");
        draft.counts().forEach((what, n) -> {
            if (isOfRepeats(what)) {
                md.append("| ").append(repeat(what)).append(" | ").append(n).append(" |\n");
            }
        });
        md.append('\n');
    }

    private static String repeat(String count) {
        return switch (count) {
            case "repeats.trajectories" -> "trajectories left out as nearly the same as another";
            case "repeats.steps" -> "steps left out as the same picture and action as another";
            case "over_share.steps" -> "steps left out over a person's share";
            case "splits.shared_pictures" -> "pictures that are in more than one split";
            default -> count.replace('_', ' ').replace('.', ' ');
        };
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

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
