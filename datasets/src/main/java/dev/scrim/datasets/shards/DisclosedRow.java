package dev.scrim.datasets.shards;

import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.schema.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One row that may leave the build: the only thing a writer takes and a reader gives. It cannot be made from a schema
 * that still has a withheld field, nor hold a value that its schema does not name.
 *
 * @param values present values by field name; a nullable field may be missing
 */
public record DisclosedRow(Schema schema, Map<String, Object> values) {
    public DisclosedRow {
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (Field field : schema.fields()) {
            if (!field.isDisclosed()) {
                throw new IllegalArgumentException(
                        "Cannot export field " + field.name() + ": it is withheld (use Schema.disclosed())");
            }
            Object value = values.get(field.name());
            if (value == null) {
                if (!field.nullable()) {
                    throw new IllegalArgumentException("Cannot make a row without field " + field.name());
                }
                continue;
            }
            if (!field.type().accepts(value)) {
                throw new IllegalArgumentException(
                        "Cannot put " + value.getClass().getSimpleName() + " into field " + field.name() + " of type "
                                + field.type());
            }
            ordered.put(field.name(), value);
        }
        if (ordered.size() != values.size()) {
            List<String> unknown = values.keySet().stream()
                    .filter(name -> !ordered.containsKey(name))
                    .sorted()
                    .toList();
            throw new IllegalArgumentException("Cannot export fields that the schema does not name: " + unknown);
        }
        values = Collections.unmodifiableMap(ordered);
    }

    /** The value, when the field is there and not empty. */
    public Optional<Object> value(String field) {
        return Optional.ofNullable(values.get(field));
    }

    public Optional<String> string(String field) {
        return value(field).map(String.class::cast);
    }

    public Optional<Number> number(String field) {
        return value(field).map(Number.class::cast);
    }

    public Optional<ImageValue> image(String field) {
        return value(field).map(ImageValue.class::cast);
    }

    public Optional<CategoryCounts> counts(String field) {
        return value(field).map(CategoryCounts.class::cast);
    }

    /** Field names only: a row's values are for files, not for logs. */
    @Override
    public String toString() {
        return "DisclosedRow" + values.keySet();
    }
}
