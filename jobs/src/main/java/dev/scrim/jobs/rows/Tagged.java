package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.may;
import static dev.scrim.jobs.rows.Cells.must;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A table of several kinds of record, so that one pass over the data can write all of what it makes: each row says its
 * kind and fills that kind's struct alone. On disk every kind is a folder of its own and empty structs cost nothing.
 */
public final class Tagged implements Serializable {
    private static final long serialVersionUID = 1L;
    /** Opaque keyed name of the person: picks the data key and is the outer folder. */
    public static final String SUBJECT = "subject";

    public static final String KIND = "kind";
    public static final String RECORDING = "recording";
    /** Orders the rows of one recording and kind, so that a table's content has one canonical order. */
    public static final String SEQ = "seq";

    private static final int FIXED = 4;
    private final LinkedHashMap<String, RowCodec<?>> kinds;
    private final StructType schema;

    private Tagged(Map<String, RowCodec<?>> kinds) {
        this.kinds = new LinkedHashMap<>(kinds);
        List<StructField> fields = new ArrayList<>(List.of(
                must(SUBJECT, DataTypes.StringType),
                must(KIND, DataTypes.StringType),
                must(RECORDING, DataTypes.StringType),
                must(SEQ, DataTypes.LongType)));
        for (Map.Entry<String, RowCodec<?>> e : kinds.entrySet()) {
            fields.add(may(e.getKey(), e.getValue().schema()));
        }
        this.schema = DataTypes.createStructType(fields);
    }

    public static Tagged of(String kind, RowCodec<?> codec) {
        LinkedHashMap<String, RowCodec<?>> one = new LinkedHashMap<>();
        one.put(kind, codec);
        return new Tagged(one);
    }

    public Tagged and(String kind, RowCodec<?> codec) {
        LinkedHashMap<String, RowCodec<?>> more = new LinkedHashMap<>(kinds);
        more.put(kind, codec);
        return new Tagged(more);
    }

    public StructType schema() {
        return schema;
    }

    /** The kinds, in column order. */
    public List<String> kinds() {
        return List.copyOf(kinds.keySet());
    }

    /** A row of {@code kind} that carries {@code value}. */
    @SuppressWarnings("unchecked") // the codec was registered for this kind by the same stage
    public <T> Row row(String subject, String recording, String kind, long seq, T value) {
        @Nullable Object[] cells = new @Nullable Object[FIXED + kinds.size()];
        cells[0] = subject;
        cells[1] = kind;
        cells[2] = recording;
        cells[3] = seq;
        int i = FIXED;
        for (Map.Entry<String, RowCodec<?>> e : kinds.entrySet()) {
            if (e.getKey().equals(kind)) {
                cells[i] = ((RowCodec<T>) e.getValue()).toRow(value);
                return RowFactory.create(cells);
            }
            i++;
        }
        throw new IllegalArgumentException("Cannot write a row of kind " + kind + ": not declared by this table");
    }
}
