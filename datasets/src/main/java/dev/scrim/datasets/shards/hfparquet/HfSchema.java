package dev.scrim.datasets.shards.hfparquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.listType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.schema.Disclosure;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.schema.Unit;
import dev.scrim.datasets.shards.StepSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * A table's schema in the two forms that {@code datasets} compares: the Parquet message and the features in the footer.
 * Where they differ in type or nullability it silently drops the features, so every field is optional, a picture is
 * {@code (bytes, path)} in that order, and lists have three levels with an optional element
 * ({@code datasets/features/features.py}, Arrow {@code parquet/arrow/schema.cc}).
 */
final class HfSchema {
    static final String BYTES = "bytes";
    static final String PATH = "path";
    static final String LIST = "list";
    static final String ELEMENT = "element";

    private HfSchema() {}

    static MessageType message(Schema schema) {
        return new MessageType(
                schema.name(), schema.fields().stream().map(HfSchema::type).toList());
    }

    /** The message without the bytes of its pictures: what goes through Parquet's own column writers. */
    static MessageType small(Schema schema) {
        List<Type> types = new ArrayList<>();
        for (Field field : schema.fields()) {
            Type type = type(field);
            types.add(
                    field.type() == FieldType.IMAGE
                            ? type.asGroupType()
                                    .withNewFields(type.asGroupType().getType(PATH))
                            : type);
        }
        return new MessageType(schema.name(), types);
    }

    /** The message with one of its columns. */
    static MessageType only(MessageType message, String[] path) {
        return new MessageType(message.getName(), narrowed(message.getType(path[0]), path, 1));
    }

    private static Type narrowed(Type type, String[] path, int depth) {
        return type.isPrimitive()
                ? type
                : type.asGroupType().withNewFields(narrowed(type.asGroupType().getType(path[depth]), path, depth + 1));
    }

    /**
     * What a file's message says. A step's columns get their unit and nullability back; another column of a known type
     * is taken as nullable.
     *
     * @throws IllegalArgumentException when a column is of no type that we write
     */
    static Schema schema(MessageType message) {
        List<Field> fields = new ArrayList<>();
        for (Type type : message.getFields()) {
            FieldType fieldType = fieldType(type);
            fields.add(StepSchema.STEP
                    .find(type.getName())
                    .filter(f -> f.type() == fieldType)
                    .orElseGet(() -> new Field(type.getName(), fieldType, Unit.NONE, true, Disclosure.DISCLOSED)));
        }
        return new Schema(message.getName(), fields);
    }

    /** Names of the fields that hold pictures. */
    static List<String> imageFields(Schema schema) {
        return schema.fields().stream()
                .filter(f -> f.type() == FieldType.IMAGE)
                .map(Field::name)
                .toList();
    }

    /** Columns that hold words; their extremes must not be repeated in the footer. */
    static List<String> textColumns(Schema schema) {
        List<String> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            switch (field.type()) {
                case STRING -> columns.add(field.name());
                case STRING_LIST -> columns.add(field.name() + "." + LIST + "." + ELEMENT);
                case IMAGE -> columns.add(field.name() + "." + PATH);
                case INT32, INT64, FLOAT64, BOOL, CATEGORY_COUNTS -> {
                    // Numbers may keep their extremes: readers skip row groups by them.
                }
            }
        }
        return columns;
    }

    private static Type type(Field field) {
        return switch (field.type()) {
            case STRING ->
                Types.optional(PrimitiveTypeName.BINARY).as(stringType()).named(field.name());
            case INT32 -> Types.optional(PrimitiveTypeName.INT32).named(field.name());
            case INT64 -> Types.optional(PrimitiveTypeName.INT64).named(field.name());
            case FLOAT64 -> Types.optional(PrimitiveTypeName.DOUBLE).named(field.name());
            case BOOL -> Types.optional(PrimitiveTypeName.BOOLEAN).named(field.name());
            case STRING_LIST ->
                Types.optionalGroup()
                        .as(listType())
                        .repeatedGroup()
                        .optional(PrimitiveTypeName.BINARY)
                        .as(stringType())
                        .named(ELEMENT)
                        .named(LIST)
                        .named(field.name());
            case IMAGE ->
                Types.optionalGroup()
                        .optional(PrimitiveTypeName.BINARY)
                        .named(BYTES)
                        .optional(PrimitiveTypeName.BINARY)
                        .as(stringType())
                        .named(PATH)
                        .named(field.name());
            case CATEGORY_COUNTS -> {
                Types.GroupBuilder<GroupType> group = Types.optionalGroup();
                for (Category category : Category.values()) {
                    group.optional(PrimitiveTypeName.INT32).named(category.label());
                }
                yield group.named(field.name());
            }
        };
    }

    private static FieldType fieldType(Type type) {
        if (type.isPrimitive()) {
            return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
                case BINARY -> FieldType.STRING;
                case INT32 -> FieldType.INT32;
                case INT64 -> FieldType.INT64;
                case DOUBLE -> FieldType.FLOAT64;
                case BOOLEAN -> FieldType.BOOL;
                default -> throw unknown(type);
            };
        }
        GroupType group = type.asGroupType();
        if (listType().equals(group.getLogicalTypeAnnotation())) {
            return FieldType.STRING_LIST;
        }
        if (group.containsField(BYTES) && group.containsField(PATH) && group.getFieldCount() == 2) {
            return FieldType.IMAGE;
        }
        if (group.getFields().stream().allMatch(f -> isCategory(f.getName()))) {
            return FieldType.CATEGORY_COUNTS;
        }
        throw unknown(type);
    }

    private static boolean isCategory(String label) {
        for (Category category : Category.values()) {
            if (category.label().equals(label)) {
                return true;
            }
        }
        return false;
    }

    private static IllegalArgumentException unknown(Type type) {
        return new IllegalArgumentException(
                "Cannot read column " + type.getName() + ": it has a type of another writer");
    }
}
