package dev.scrim.datasets.shards;

import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.schema.ImageValue;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What rows of steps that were read back must hold to, whichever format they came from. */
public final class RowChecks {
    private RowChecks() {}

    /**
     * Reads to the end and counts.
     *
     * @param split label that the rows must have where they say one
     * @param problems told of every contradiction, without any exported text
     */
    public static ShardFormat.Contents readAll(ShardReader reader, Optional<String> split, Consumer<String> problems)
            throws IOException {
        List<String> imageFields = reader.schema().fields().stream()
                .filter(f -> f.type() == FieldType.IMAGE)
                .map(Field::name)
                .toList();
        Set<String> ids = new HashSet<>();
        long samples = 0;
        long images = 0;
        for (Optional<DisclosedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
            long at = samples++;
            row.get()
                    .string("sample_id")
                    .filter(id -> !ids.add(id))
                    .ifPresent(id -> problems.accept("row " + at + " repeats a sample id"));
            if (row.get()
                    .string("split")
                    .filter(s -> !split.equals(Optional.of(s)))
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
                image(row.get(), field, detail -> problems.accept("row " + at + ": " + detail));
            }
        }
        return new ShardFormat.Contents(samples, images);
    }

    /** A picture must agree with the columns that describe it, where they are disclosed. */
    private static void image(DisclosedRow row, String field, Consumer<String> problems) {
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
