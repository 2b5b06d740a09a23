package dev.scrim.notebooks;

import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.ExportManifestJson;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Opens a readable {@code hf-parquet} export and prints what is in it: the schema, how many steps each split and each
 * kind of action has, and the first steps. The same code is in {@code read-dataset.ipynb}, for JJava.
 */
public final class ReadDataset {
    private final LocalShardDirectory directory;
    private final ExportManifest manifest;
    private final ShardFormat.Steps format;

    /**
     * Opens an export.
     *
     * @param folder with {@code export-manifest.json}, such as {@code demo-out/08-export/hf-parquet}
     */
    public ReadDataset(Path folder) throws IOException {
        directory = new LocalShardDirectory(folder);
        manifest = ExportManifestJson.read(directory);
        format = ShardFormats.load().steps(manifest.format());
    }

    /** What is done with each row. */
    @FunctionalInterface
    public interface Visitor {
        /** Sees one row; false ends the visit. */
        boolean visit(DisclosedRow row) throws IOException;
    }

    /** Streams all rows of all shards, in the manifest's order; no more than one is held. */
    public void visit(Visitor visitor) throws IOException {
        for (ShardInfo shard : manifest.shards()) {
            if (shard.split().isEmpty()) {
                continue;
            }
            try (ShardReader reader = format.read(directory, shard.file())) {
                for (Optional<DisclosedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                    if (!visitor.visit(row.get())) {
                        return;
                    }
                }
            }
        }
    }

    /** Prints each column with its type and unit, as the first shard itself says them. */
    public void printSchema(PrintStream out) throws IOException {
        for (ShardInfo shard : manifest.shards()) {
            if (shard.split().isPresent()) {
                try (ShardReader reader = format.read(directory, shard.file())) {
                    for (Field field : reader.schema().fields()) {
                        out.printf(Locale.ROOT, "%-20s %-16s %s%n", field.name(), field.type(), field.unit());
                    }
                }
                return;
            }
        }
    }

    /** Steps of each kind of action, by its name. */
    public Map<String, Integer> countActions() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        visit(row -> {
            counts.merge(row.string("action").orElse("none"), 1, Integer::sum);
            return true;
        });
        return counts;
    }

    /** Prints the first {@code limit} steps, one a line. */
    public void printSteps(PrintStream out, int limit) throws IOException {
        int[] printed = {0};
        visit(row -> {
            if (printed[0] < limit) {
                out.println(line(row));
                printed[0]++;
            }
            return printed[0] < limit;
        });
    }

    private static String line(DisclosedRow row) {
        String at = row.number("x")
                .flatMap(x -> row.number("y")
                        .map(y -> String.format(Locale.ROOT, " at %.0f,%.0f", x.doubleValue(), y.doubleValue())))
                .orElse("");
        String text = row.string("text").map(t -> " \"" + t + "\"").orElse("");
        int imageBytes = row.image("image").map(ImageValue::length).orElse(0);
        return String.format(
                Locale.ROOT,
                "%s step %s: %s%s%s, picture of %d bytes",
                row.string("split").orElse("?"),
                row.number("step").orElse(-1),
                row.string("action").orElse("?"),
                at,
                text,
                imageBytes);
    }

    /** Prints schema, counts and the first steps. */
    public void print(PrintStream out) throws IOException {
        out.println("build " + manifest.buildId() + ", " + manifest.format());
        printSchema(out);
        out.println("steps by split:  " + new TreeMap<>(manifest.samplesBySplit()));
        out.println("steps by action: " + countActions());
        printSteps(out, 5);
    }

    /** Prints the export in the folder that {@code args} names. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("usage: ReadDataset EXPORT_FOLDER (such as demo-out/08-export/hf-parquet)");
            return;
        }
        new ReadDataset(Path.of(args[0])).print(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }
}
