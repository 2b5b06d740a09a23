package dev.scrim.datasets.shards.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.schema.Disclosure;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.schema.Unit;
import dev.scrim.datasets.shards.HfFeatures;
import dev.scrim.datasets.shards.StepSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.flatbuf.Binary;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Struct_;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/**
 * A table's schema as Arrow's and back. {@code datasets} takes its features from the metadata only where the types are
 * those it would have chosen itself: every field nullable, a picture {@code (bytes, path)} in that order.
 */
final class ArrowSchema {
    private static final String BYTES = "bytes";
    private static final String PATH = "path";
    /** Arrow C++'s own name for a list's elements. */
    private static final String ITEM = "item";

    private ArrowSchema() {}

    /** Appends the schema and gives its offset. */
    static int write(FlatBufferBuilder b, Schema schema) {
        int[] fields = schema.fields().stream().mapToInt(f -> field(b, f)).toArray();
        int fieldVector = org.apache.arrow.flatbuf.Schema.createFieldsVector(b, fields);
        int feature =
                KeyValue.createKeyValue(b, b.createString(HfFeatures.KEY), b.createString(HfFeatures.json(schema)));
        int metadata = org.apache.arrow.flatbuf.Schema.createCustomMetadataVector(b, new int[] {feature});
        org.apache.arrow.flatbuf.Schema.startSchema(b);
        org.apache.arrow.flatbuf.Schema.addEndianness(b, Endianness.Little);
        org.apache.arrow.flatbuf.Schema.addFields(b, fieldVector);
        org.apache.arrow.flatbuf.Schema.addCustomMetadata(b, metadata);
        return org.apache.arrow.flatbuf.Schema.endSchema(b);
    }

    private static int field(FlatBufferBuilder b, Field field) {
        String name = field.name();
        return switch (field.type()) {
            case STRING -> utf8(b, name);
            case INT32 -> integer(b, name, Integer.SIZE);
            case INT64 -> integer(b, name, Long.SIZE);
            case FLOAT64 ->
                nullable(b, name, Type.FloatingPoint, FloatingPoint.createFloatingPoint(b, Precision.DOUBLE));
            case BOOL -> {
                Bool.startBool(b);
                yield nullable(b, name, Type.Bool, Bool.endBool(b));
            }
            case STRING_LIST -> {
                int item = utf8(b, ITEM);
                org.apache.arrow.flatbuf.List.startList(b);
                yield nullable(b, name, Type.List, org.apache.arrow.flatbuf.List.endList(b), item);
            }
            case IMAGE -> {
                Binary.startBinary(b);
                int bytes = nullable(b, BYTES, Type.Binary, Binary.endBinary(b));
                yield struct(b, name, bytes, utf8(b, PATH));
            }
            case CATEGORY_COUNTS ->
                struct(
                        b,
                        name,
                        Arrays.stream(Category.values())
                                .mapToInt(c -> integer(b, c.label(), Integer.SIZE))
                                .toArray());
        };
    }

    private static int utf8(FlatBufferBuilder b, String name) {
        Utf8.startUtf8(b);
        return nullable(b, name, Type.Utf8, Utf8.endUtf8(b));
    }

    private static int integer(FlatBufferBuilder b, String name, int bits) {
        return nullable(b, name, Type.Int, Int.createInt(b, bits, true));
    }

    private static int struct(FlatBufferBuilder b, String name, int... children) {
        Struct_.startStruct_(b);
        return nullable(b, name, Type.Struct_, Struct_.endStruct_(b), children);
    }

    private static int nullable(FlatBufferBuilder b, String name, byte typeType, int type, int... children) {
        int nameAt = b.createString(name);
        int childVector = org.apache.arrow.flatbuf.Field.createChildrenVector(b, children);
        return org.apache.arrow.flatbuf.Field.createField(b, nameAt, true, typeType, type, 0, childVector, 0);
    }

    /**
     * What a file's schema says. A step's columns get their unit and nullability back; another column of a known type is
     * taken as nullable.
     */
    static Schema read(org.apache.arrow.flatbuf.Schema arrow) throws IOException {
        if (arrow.endianness() != Endianness.Little) {
            throw new IOException("Cannot read a shard: its bytes are not little-endian");
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < arrow.fieldsLength(); i++) {
            org.apache.arrow.flatbuf.Field each = arrow.fields(i);
            FieldType type = type(each);
            fields.add(StepSchema.STEP
                    .find(each.name())
                    .filter(f -> f.type() == type)
                    .orElseGet(() -> new Field(each.name(), type, Unit.NONE, true, Disclosure.DISCLOSED)));
        }
        return new Schema(StepSchema.STEP.name(), fields);
    }

    private static FieldType type(org.apache.arrow.flatbuf.Field field) throws IOException {
        for (FieldType type : FieldType.values()) {
            if (same(field, type)) {
                return type;
            }
        }
        throw new IOException("Cannot read column " + field.name() + ": it has a type of another writer");
    }

    private static boolean same(org.apache.arrow.flatbuf.Field field, FieldType type) {
        return switch (type) {
            case STRING -> isUtf8(field);
            case INT32 -> isInteger(field, Integer.SIZE);
            case INT64 -> isInteger(field, Long.SIZE);
            case FLOAT64 ->
                field.typeType() == Type.FloatingPoint
                        && field.type(new FloatingPoint()) instanceof FloatingPoint f
                        && f.precision() == Precision.DOUBLE;
            case BOOL -> field.typeType() == Type.Bool;
            case STRING_LIST ->
                field.typeType() == Type.List && field.childrenLength() == 1 && isUtf8(field.children(0));
            case IMAGE ->
                field.typeType() == Type.Struct_
                        && field.childrenLength() == 2
                        && BYTES.equals(field.children(0).name())
                        && field.children(0).typeType() == Type.Binary
                        && PATH.equals(field.children(1).name())
                        && isUtf8(field.children(1));
            case CATEGORY_COUNTS -> isCounts(field);
        };
    }

    private static boolean isUtf8(org.apache.arrow.flatbuf.Field field) {
        return field.typeType() == Type.Utf8;
    }

    private static boolean isInteger(org.apache.arrow.flatbuf.Field field, int bits) {
        return field.typeType() == Type.Int
                && field.type(new Int()) instanceof Int i
                && i.bitWidth() == bits
                && i.isSigned();
    }

    private static boolean isCounts(org.apache.arrow.flatbuf.Field field) {
        Category[] all = Category.values();
        boolean counts = field.typeType() == Type.Struct_ && field.childrenLength() == all.length;
        for (int i = 0; counts && i < all.length; i++) {
            counts = isInteger(field.children(i), Integer.SIZE)
                    && all[i].label().equals(field.children(i).name());
        }
        return counts;
    }
}
