package dev.scrim.datasets.shards.hfparquet;

import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.EncodedImage;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardName;
import dev.scrim.datasets.shards.ShardReader;
import dev.scrim.datasets.shards.ShardWriter;
import dev.scrim.datasets.shards.StepSchema;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Hugging Face Parquet: {@code data/<split>-00000-of-00001.parquet}, pictures as {@code Image} features. */
public final class HfParquetFormat implements ShardFormat.Steps {
    public static final String ID = "hf-parquet";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "Parquet for Python's datasets library (4.0 or newer), pictures as Image features";
    }

    @Override
    public boolean interleaved() {
        return true;
    }

    @Override
    public ShardWriter write(ShardDirectory directory, ShardName name, Schema schema, ExportOptions options)
            throws IOException {
        return new HfParquetWriter(directory, name, schema);
    }

    /** Starts a table of its own under {@code file}, for formats that keep rows beside what they are about. */
    public static ShardWriter table(ShardDirectory directory, String file, Split split, Schema schema)
            throws IOException {
        return new HfParquetWriter(directory, file, split, schema);
    }

    @Override
    public ShardReader read(ShardDirectory directory, String file) throws IOException {
        return new HfParquetReader(directory, file);
    }

    @Override
    public Contents reread(ShardDirectory directory, ShardInfo file, Consumer<String> problems) throws IOException {
        if (!file.file().endsWith(".parquet")) {
            return new Contents(0, 0);
        }
        long samples = 0;
        long images = 0;
        Set<String> ids = new HashSet<>();
        try (ShardReader reader = read(directory, file.file())) {
            List<String> imageFields = HfSchema.imageFields(reader.schema());
            for (Optional<DisclosedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                long at = samples++;
                row.get()
                        .string("sample_id")
                        .filter(id -> !ids.add(id))
                        .ifPresent(id -> problems.accept("row " + at + " repeats a sample id"));
                if (row.get()
                        .string("split")
                        .filter(s -> !file.split().equals(Optional.of(s)))
                        .isPresent()) {
                    problems.accept("row " + at + " is of another split");
                }
                if (!StepSchema.rated(
                        row.get().number(StepSchema.SENSITIVITY).map(Number::intValue),
                        row.get().number(StepSchema.TRAJECTORY_SENSITIVITY).map(Number::intValue))) {
                    problems.accept("row " + at + " has a sensitivity that cannot be");
                }
                for (String field : imageFields) {
                    images += row.get().value(field).isPresent() ? 1 : 0;
                    checkImage(row.get(), field, detail -> problems.accept("row " + at + ": " + detail));
                }
            }
        }
        return new Contents(samples, images);
    }

    /** A picture must agree with the columns that describe it, where they are disclosed. */
    private static void checkImage(DisclosedRow row, String field, Consumer<String> problems) {
        Optional<ImageValue> value = row.image(field);
        if (value.isEmpty()) {
            return;
        }
        byte[] bytes = new byte[value.get().length()];
        value.get().bytes().get(bytes);
        EncodedImage image;
        try {
            image = EncodedImage.of(bytes);
        } catch (IllegalArgumentException e) {
            problems.accept(field + " is no picture");
            return;
        }
        if (row.string(field + "_sha256").filter(s -> !s.equals(image.sha256())).isPresent()) {
            problems.accept(field + " has not the SHA-256 that its column says");
        }
        if (differs(row, field + "_width", image.widthPx()) || differs(row, field + "_height", image.heightPx())) {
            problems.accept(field + " has not the size that its columns say");
        }
    }

    private static boolean differs(DisclosedRow row, String field, int actual) {
        return row.number(field).filter(n -> n.intValue() != actual).isPresent();
    }
}
