package dev.scrim.datasets.shards.lerobot;

import dev.scrim.datasets.schema.Disclosure;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.schema.Unit;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardReader;
import dev.scrim.datasets.shards.StepSchema;
import dev.scrim.datasets.shards.hfparquet.HfParquetFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A shard's steps as every format has them, their pictures replaced by the frames of the video that show them. */
final class StepTable {
    static final String IMAGE = "image";
    static final String AFTER_IMAGE = "after_image";

    /** Place of the step's trajectory within the shard, from 0. */
    static final String EPISODE = "shard_episode";

    /** The frame of the step's action, counted from its episode's first. */
    static final String FRAME = "frame_index";

    /** The frame that first shows the screen before the action; missing where the step has no such picture. */
    static final String IMAGE_FRAME = "image_frame_index";

    /** The frame that first shows the screen after it; missing where the next step's picture came before. */
    static final String AFTER_FRAME = "after_image_frame_index";

    private StepTable() {}

    private static Field whole(String name) {
        return new Field(name, FieldType.INT64, Unit.NONE, true, Disclosure.DISCLOSED);
    }

    /** The table's columns for steps of {@code steps}, a disclosed schema. */
    static Schema schema(Schema steps) {
        List<Field> kept =
                steps.fields().stream().filter(f -> f.type() != FieldType.IMAGE).toList();
        List<Field> places = new ArrayList<>(List.of(whole(EPISODE), whole(FRAME)));
        steps.find(IMAGE).ifPresent(f -> places.add(whole(IMAGE_FRAME)));
        steps.find(AFTER_IMAGE).ifPresent(f -> places.add(whole(AFTER_FRAME)));
        return new Schema(steps.name(), kept).plus(places);
    }

    /** Whether there is a video beside the table. */
    static boolean hasVideo(Schema table) {
        return table.find(IMAGE_FRAME).isPresent() || table.find(AFTER_FRAME).isPresent();
    }

    static DisclosedRow row(
            Schema table, DisclosedRow step, long episode, long frame, boolean image, Optional<Long> after) {
        Map<String, Object> values = new LinkedHashMap<>(step.values());
        values.remove(IMAGE);
        values.remove(AFTER_IMAGE);
        values.put(EPISODE, episode);
        values.put(FRAME, frame);
        if (image) {
            values.put(IMAGE_FRAME, frame);
        }
        after.ifPresent(f -> values.put(AFTER_FRAME, f));
        return new DisclosedRow(table, values);
    }

    /** The schema of the steps that {@code table} was made from. */
    static Schema steps(Schema table) {
        return new Schema(
                table.name(),
                StepSchema.STEP.fields().stream()
                        .filter(f -> switch (f.name()) {
                            case IMAGE -> table.find(IMAGE_FRAME).isPresent();
                            case AFTER_IMAGE -> table.find(AFTER_FRAME).isPresent();
                            default -> table.find(f.name()).isPresent();
                        })
                        .toList());
    }

    static ShardReader open(ShardDirectory directory, String path) throws IOException {
        return new HfParquetFormat().read(directory, path);
    }

    static long number(DisclosedRow row, String field, long missing) {
        return row.number(field).map(Number::longValue).orElse(missing);
    }
}
