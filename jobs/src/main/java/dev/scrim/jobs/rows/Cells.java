package dev.scrim.jobs.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Reads single cells and re-asserts what Parquet forgot: written columns read back all-nullable, so a missing required
 * cell is caught here, at the edge, and not as a silent zero later.
 */
public final class Cells {
    private Cells() {}

    /** A required field. */
    public static StructField must(String name, DataType type) {
        return new StructField(name, type, false, Metadata.empty());
    }

    /** An optional field. */
    public static StructField may(String name, DataType type) {
        return new StructField(name, type, true, Metadata.empty());
    }

    public static StructType struct(StructField... fields) {
        return DataTypes.createStructType(fields);
    }

    public static int index(Row row, String name) {
        int i = row.fieldIndex(name);
        if (row.isNullAt(i)) {
            throw new IllegalStateException(
                    "Cannot read column " + name + ": required and absent (the table is damaged)");
        }
        return i;
    }

    public static String text(Row row, String name) {
        return row.getString(index(row, name));
    }

    public static int int32(Row row, String name) {
        return row.getInt(index(row, name));
    }

    public static long int64(Row row, String name) {
        return row.getLong(index(row, name));
    }

    public static double float64(Row row, String name) {
        return row.getDouble(index(row, name));
    }

    public static boolean flag(Row row, String name) {
        return row.getBoolean(index(row, name));
    }

    public static Row nested(Row row, String name) {
        return row.getStruct(index(row, name));
    }

    public static <T> List<T> list(Row row, String name) {
        List<T> out = row.getList(index(row, name));
        return new ArrayList<>(out);
    }

    public static Optional<String> maybeText(Row row, String name) {
        int i = row.fieldIndex(name);
        return row.isNullAt(i) ? Optional.empty() : Optional.of(row.getString(i));
    }

    public static OptionalInt maybeInt(Row row, String name) {
        int i = row.fieldIndex(name);
        return row.isNullAt(i) ? OptionalInt.empty() : OptionalInt.of(row.getInt(i));
    }

    public static Optional<Row> maybeNested(Row row, String name) {
        int i = row.fieldIndex(name);
        return row.isNullAt(i) ? Optional.empty() : Optional.of(row.getStruct(i));
    }

    /** Unwraps for a nullable cell. */
    public static @Nullable String orNull(Optional<String> value) {
        return value.orElse(null);
    }
}
