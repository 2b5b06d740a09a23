package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.OneLine;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.media.Picture;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.ExportManifestJson;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardReader;
import dev.scrim.jobs.audit.SystemUser;
import dev.scrim.jobs.halt.HaltOrders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scrim inspect}: what a readable export holds, on one screen. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Print an export's counts, its columns and one step with a sketch of its picture.",
        footer = {
            "",
            "Examples:",
            "  scrim inspect demo-out/08-export/hf-parquet",
            "  scrim inspect desk-work-1.0/webdataset --step 2 --picture step.png"
        })
final class InspectCommand implements Callable<Integer> {
    /** Columns and rows of the sketch: characters are twice as high as wide, so this is 16:9. */
    private static final int SKETCH_COLUMNS = 76;

    private static final int SKETCH_ROWS = 21;
    /** From dark to light. */
    private static final String INK = " .:-=+*#%@";

    private static final int MAX_VALUE_CHARS = 60;

    @Parameters(paramLabel = "FOLDER", description = "The export's folder, with its manifest.")
    private Path folder = Path.of(".");

    @Option(names = "--step", paramLabel = "N", description = "Which step of the first shard, from 0 (default: 0).")
    private int step;

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--picture", paramLabel = "FILE", description = "Also write the step's picture there.")
    private @Nullable Path picture;

    @Override
    public Integer call() throws IOException {
        HaltOrders.requireAround(folder, "look into an export", "inspect", SystemUser.name(), Clock.systemUTC());
        ShardDirectory directory = new LocalShardDirectory(folder);
        ExportManifest manifest;
        try {
            manifest = ExportManifestJson.read(directory);
        } catch (IOException e) {
            throw ExportFolder.none(folder);
        }
        if (json.asked()) {
            JsonDocument.print("inspect", document(directory, manifest));
            return 0;
        }
        System.out.printf(
                Locale.ROOT,
                "%s, build %s%s%n",
                manifest.format(),
                manifest.buildId(),
                manifest.evaluation() ? "  *** EVALUATION, NEVER RELEASABLE ***" : "");
        long bytes = manifest.shards().stream().mapToLong(ShardInfo::bytes).sum();
        System.out.printf(Locale.ROOT, "%d files, %.1f MB%n", manifest.shards().size(), bytes / 1e6);
        manifest.samplesBySplit()
                .forEach((split, n) -> System.out.printf(Locale.ROOT, "  %-12s %,d samples%n", split, n));
        manifest.counts().forEach((what, n) -> System.out.printf(Locale.ROOT, "  %-12s %,d%n", what, n));
        if (ShardFormats.load().get(manifest.format()) instanceof ShardFormat.Steps format) {
            show(format, directory, manifest);
        }
        return 0;
    }

    /** Counts and columns; no step. */
    private static Map<String, Object> document(ShardDirectory directory, ExportManifest manifest) throws IOException {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("export_format", manifest.format());
        out.put("build", manifest.buildId());
        out.put("evaluation", manifest.evaluation());
        out.put("files", manifest.shards().size());
        out.put("bytes", manifest.shards().stream().mapToLong(ShardInfo::bytes).sum());
        out.put("samples", manifest.samplesBySplit());
        out.put("counts", manifest.counts());
        List<Map<String, String>> columns = new ArrayList<>();
        if (ShardFormats.load().get(manifest.format()) instanceof ShardFormat.Steps format) {
            Optional<ShardInfo> first = firstShard(manifest);
            if (first.isPresent()) {
                try (ShardReader reader =
                        format.readColumns(directory, first.get().file())) {
                    for (Field field : reader.schema().fields()) {
                        columns.add(Map.of(
                                "name",
                                field.name(),
                                "type",
                                field.type().name().toLowerCase(Locale.ROOT),
                                "unit",
                                field.unit().name().toLowerCase(Locale.ROOT)));
                    }
                }
            }
        }
        out.put("columns", columns);
        return out;
    }

    private static Optional<ShardInfo> firstShard(ExportManifest manifest) {
        return manifest.shards().stream()
                .filter(s -> s.split().isPresent() && s.samples() > 0)
                .findFirst();
    }

    private void show(ShardFormat.Steps format, ShardDirectory directory, ExportManifest manifest) throws IOException {
        Optional<ShardInfo> first = firstShard(manifest);
        if (first.isEmpty()) {
            return;
        }
        try (ShardReader reader = format.read(directory, first.get().file())) {
            Optional<DisclosedRow> row = reader.next();
            for (int i = 0; i < step && row.isPresent(); i++) {
                row = reader.next();
            }
            DisclosedRow shown = row.orElseThrow(() -> new UserError(
                    "Cannot show step " + step + ": the first shard has "
                            + first.get().samples() + " samples",
                    "give a smaller number"));
            System.out.printf("%nStep %d of %s%n", step, first.get().file());
            Optional<ImageValue> image = Optional.empty();
            for (Field field : reader.schema().fields()) {
                Object value = shown.values().get(field.name());
                if (value instanceof ImageValue i && image.isEmpty()) {
                    image = Optional.of(i);
                }
                System.out.printf(
                        Locale.ROOT,
                        "  %-22s %-15s %s%n",
                        field.name(),
                        field.type().name().toLowerCase(Locale.ROOT),
                        text(value));
            }
            if (image.isPresent()) {
                draw(image.get());
            }
        }
    }

    private void draw(ImageValue image) throws IOException {
        byte[] encoded = new byte[image.length()];
        image.bytes().get(encoded);
        if (picture != null) {
            Files.write(picture, encoded);
        }
        Pixels page = Picture.decode(encoded);
        System.out.println();
        for (int row = 0; row < SKETCH_ROWS; row++) {
            StringBuilder line = new StringBuilder("  ");
            for (int column = 0; column < SKETCH_COLUMNS; column++) {
                line.append(INK.charAt(mean(page, column, row) * (INK.length() - 1) / 255));
            }
            System.out.println(line.toString().stripTrailing());
        }
    }

    /** Mean gray level of one character's part of the picture. */
    private static int mean(Pixels page, int column, int row) {
        int x0 = column * page.width() / SKETCH_COLUMNS;
        int x1 = Math.max(x0 + 1, (column + 1) * page.width() / SKETCH_COLUMNS);
        int y0 = row * page.height() / SKETCH_ROWS;
        int y1 = Math.max(y0 + 1, (row + 1) * page.height() / SKETCH_ROWS);
        long sum = 0;
        long n = 0;
        for (int y = y0; y < Math.min(y1, page.height()); y++) {
            for (int x = x0; x < Math.min(x1, page.width()); x++) {
                sum += page.gray(x, y);
                n++;
            }
        }
        return n == 0 ? 0 : (int) (sum / n);
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "-";
        }
        String flat = OneLine.of(String.valueOf(value));
        return flat.length() <= MAX_VALUE_CHARS ? flat : flat.substring(0, MAX_VALUE_CHARS - 3) + "...";
    }
}
