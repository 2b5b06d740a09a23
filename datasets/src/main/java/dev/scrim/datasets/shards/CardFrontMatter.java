package dev.scrim.datasets.shards;

import dev.scrim.datasets.check.OneLine;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.Schema;
import java.util.Comparator;
import java.util.List;

/**
 * The YAML at a card's head, which the Hugging Face hub and {@code datasets} read (hub-docs, {@code datasetcard.md}): what
 * it is, and where its tables are, so that {@code load_dataset} finds them and their number of rows. A table's
 * {@code num_bytes} is that of its files: Arrow's own size is known to who loads it.
 */
final class CardFrontMatter {
    private final StringBuilder yaml = new StringBuilder();
    private final ExportManifest draft;

    private CardFrontMatter(ExportManifest draft) {
        this.draft = draft;
    }

    static String of(DatasetCard.Title title, ExportManifest draft, Schema schema) {
        return new CardFrontMatter(draft).write(title, schema);
    }

    private String write(DatasetCard.Title title, Schema schema) {
        line("---");
        line("pretty_name: " + quoted(title.name()));
        line("license: " + quoted(title.license()));
        line("task_categories:");
        line("- image-text-to-text");
        line("tags:");
        DatasetCard.tags(draft).forEach(tag -> line("- " + tag));
        line("size_categories:");
        line("- " + sizeCategory());
        List<ExportTable> tables = ShardFormats.load().get(draft.format()).tables(schema.disclosed()).stream()
                .filter(table -> !files(table).isEmpty())
                .toList();
        if (!tables.isEmpty()) {
            configurations(tables);
            infos(tables);
        }
        line("---");
        return yaml.toString();
    }

    private void configurations(List<ExportTable> tables) {
        line("configs:");
        for (ExportTable table : tables) {
            line("- config_name: " + configuration(tables, table));
            if (tables.size() > 1 && table.equals(tables.get(0))) {
                line("  default: true");
            }
            if (!table.bySplit()) {
                line("  data_files: " + table.files());
                continue;
            }
            line("  data_files:");
            for (String split : splits(table)) {
                line("  - split: " + split);
                line("    path: " + table.filesOf(split));
            }
        }
    }

    /** Only tables whose files count their rows; a WebDataset tells its own in {@code dataset_infos.json}. */
    private void infos(List<ExportTable> tables) {
        List<ExportTable> counted = tables.stream()
                .filter(t -> t.encoding() != ExportTable.Encoding.TAR)
                .filter(t -> files(t).stream().anyMatch(s -> s.samples() > 0))
                .toList();
        if (counted.isEmpty()) {
            return;
        }
        line("dataset_info:");
        for (ExportTable table : counted) {
            line("- config_name: " + configuration(tables, table));
            table.features().ifPresent(schema -> {
                line("  features:");
                schema.fields().forEach(this::feature);
            });
            line("  splits:");
            long all = 0;
            for (String split : table.bySplit() ? splits(table) : List.of("train")) {
                List<ShardInfo> own = files(table).stream()
                        .filter(s -> !table.bySplit() || table.holds(s.file(), split))
                        .toList();
                long bytes = own.stream().mapToLong(ShardInfo::bytes).sum();
                all += bytes;
                line("  - name: " + split);
                line("    num_bytes: " + bytes);
                line("    num_examples: "
                        + own.stream().mapToLong(ShardInfo::samples).sum());
            }
            line("  download_size: " + all);
            line("  dataset_size: " + all);
        }
    }

    private void feature(Field field) {
        line("  - name: " + field.name());
        switch (field.type()) {
            case STRING_LIST -> line("    list: string");
            case CATEGORY_COUNTS -> {
                line("    struct:");
                for (Category category : Category.values()) {
                    line("    - name: " + category.label());
                    line("      dtype: int32");
                }
            }
            default -> line("    dtype: " + DatasetCard.lower(field.type()));
        }
    }

    private static String configuration(List<ExportTable> tables, ExportTable table) {
        return tables.size() == 1 ? "default" : table.name();
    }

    private List<ShardInfo> files(ExportTable table) {
        return draft.shards().stream().filter(s -> table.holds(s.file())).toList();
    }

    /** Train first, as people expect; then by name. Files of some formats do not name their split but in their path. */
    private List<String> splits(ExportTable table) {
        return draft.samplesBySplit().keySet().stream()
                .filter(split -> draft.shards().stream().anyMatch(s -> table.holds(s.file(), split)))
                .sorted(Comparator.comparing((String s) -> !s.equals("train")).thenComparing(s -> s))
                .toList();
    }

    /** The hub's classes (hub-docs, {@code datasetcard.md}); of an export without splits its longest file counts. */
    private String sizeCategory() {
        long bySplit = draft.samplesBySplit().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        long n = draft.shards().stream().mapToLong(ShardInfo::samples).max().orElse(0);
        n = Math.max(n, bySplit);
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

    /**
     * A double-quoted YAML scalar: one line that every reader takes for text, whatever is in it. Bare, {@code no} is false
     * and {@code 1.0} a number.
     */
    private static String quoted(String value) {
        return '"' + OneLine.of(value).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void line(String text) {
        yaml.append(text).append('\n');
    }
}
