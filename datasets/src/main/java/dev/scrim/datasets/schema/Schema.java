package dev.scrim.datasets.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ordered fields of a table. Immutable and thread-safe.
 *
 * @param name what one row is, such as {@code step}
 */
public record Schema(String name, List<Field> fields) {
    public Schema {
        fields = List.copyOf(fields);
        Map<String, Field> seen = new HashMap<>();
        for (Field field : fields) {
            if (seen.put(field.name(), field) != null) {
                throw new IllegalArgumentException(
                        "Cannot make schema " + name + ": field " + field.name() + " is there twice (rename one)");
            }
        }
    }

    /** The field of that name, if there is one. */
    public Optional<Field> find(String fieldName) {
        return fields.stream().filter(f -> f.name().equals(fieldName)).findFirst();
    }

    /** What an export may hold: the disclosed fields, in order. */
    public Schema disclosed() {
        return new Schema(name, fields.stream().filter(Field::isDisclosed).toList());
    }

    /** True when nothing in it is withheld. */
    public boolean isDisclosed() {
        return fields.stream().allMatch(Field::isDisclosed);
    }

    /** The same fields, the named ones withheld; an unknown name is an error, so that a typing slip discloses nothing. */
    public Schema withholding(Set<String> names) {
        for (String each : names) {
            if (find(each).isEmpty()) {
                throw new IllegalArgumentException("Cannot withhold field " + each + " of " + name
                        + ": there is none (fields: "
                        + String.join(", ", fields.stream().map(Field::name).toList()) + ")");
            }
        }
        return new Schema(
                name,
                fields.stream()
                        .map(f -> names.contains(f.name()) ? f.with(Disclosure.WITHHELD) : f)
                        .toList());
    }

    /** These fields and then {@code more}. */
    public Schema plus(List<Field> more) {
        List<Field> all = new ArrayList<>(fields);
        all.addAll(more);
        return new Schema(name, all);
    }
}
