package dev.scrim.datasets.shards.hfparquet;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Hands a row's cells to Parquet's column writers, all but the bytes of its pictures ({@link HfSchema#small}). */
final class RowCells {
    private RowCells() {}

    static void write(Schema schema, DisclosedRow row, RecordConsumer out) {
        out.startMessage();
        List<Field> fields = schema.fields();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            Optional<Object> value = row.value(field.name());
            if (value.isPresent()) {
                out.startField(field.name(), i);
                cell(out, value.get());
                out.endField(field.name(), i);
            }
        }
        out.endMessage();
    }

    private static void cell(RecordConsumer out, Object value) {
        if (value instanceof String s) {
            out.addBinary(Binary.fromString(s));
        } else if (value instanceof Integer i) {
            out.addInteger(i);
        } else if (value instanceof Long l) {
            out.addLong(l);
        } else if (value instanceof Double d) {
            out.addDouble(d);
        } else if (value instanceof Boolean b) {
            out.addBoolean(b);
        } else if (value instanceof List<?> list) {
            strings(out, list);
        } else if (value instanceof ImageValue image) {
            name(out, image);
        } else if (value instanceof CategoryCounts counts) {
            counts(out, counts);
        } else {
            throw new IllegalStateException(
                    "Cannot write a cell of " + value.getClass().getSimpleName());
        }
    }

    private static void strings(RecordConsumer out, List<?> list) {
        out.startGroup();
        if (!list.isEmpty()) {
            out.startField(HfSchema.LIST, 0);
            for (Object each : list) {
                out.startGroup();
                out.startField(HfSchema.ELEMENT, 0);
                out.addBinary(Binary.fromString((String) each));
                out.endField(HfSchema.ELEMENT, 0);
                out.endGroup();
            }
            out.endField(HfSchema.LIST, 0);
        }
        out.endGroup();
    }

    private static void name(RecordConsumer out, ImageValue image) {
        out.startGroup();
        if (image.path().isPresent()) {
            out.startField(HfSchema.PATH, 0);
            out.addBinary(Binary.fromString(image.path().get()));
            out.endField(HfSchema.PATH, 0);
        }
        out.endGroup();
    }

    private static void counts(RecordConsumer out, CategoryCounts counts) {
        out.startGroup();
        int column = 0;
        for (Category category : Category.values()) {
            out.startField(category.label(), column);
            out.addInteger(counts.of(category));
            out.endField(category.label(), column);
            column++;
        }
        out.endGroup();
    }
}
