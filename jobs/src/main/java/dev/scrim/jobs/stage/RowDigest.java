package dev.scrim.jobs.stage;

import dev.scrim.datasets.store.ContentDigest;
import dev.scrim.datasets.store.Digests;
import dev.scrim.jobs.rows.Tagged;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * Counts and digests a table's rows, by kind and by recording, whatever their order and split, in one pass with all else
 * that is counted of them. The person's opaque name is left out: it differs between keyrings while the content does not.
 */
public final class RowDigest {
    private RowDigest() {}

    /**
     * What one reading of a table gave.
     *
     * @param kinds one digest for each kind that has rows
     * @param recordings one digest for each recording that has rows
     */
    public record Read(TreeMap<String, ContentDigest> kinds, TreeMap<String, ContentDigest> recordings, Sums sums)
            implements Serializable {
        Read() {
            this(new TreeMap<>(), new TreeMap<>(), new Sums());
        }

        Read plus(Read other) {
            join(kinds, other.kinds);
            join(recordings, other.recordings);
            sums.plus(other.sums);
            return this;
        }

        private static void join(TreeMap<String, ContentDigest> to, TreeMap<String, ContentDigest> from) {
            from.forEach((key, digest) ->
                    to.computeIfAbsent(key, k -> new ContentDigest()).add(digest));
        }
    }

    /** One digest for each kind that has rows, of any rows that say their kind. */
    public static Map<String, ContentDigest> of(Dataset<Row> rows) {
        return read(rows, (hash, row, out) -> {}).kinds();
    }

    /** Reads a stage's table once. */
    static Read of(Dataset<Row> table, Tally tally) {
        return read(table, (hash, row, out) -> {
            String kind = row.getAs(Tagged.KIND);
            String recording = row.getAs(Tagged.RECORDING);
            out.recordings.computeIfAbsent(recording, k -> new ContentDigest()).addRow(hash);
            tally.look(kind, recording, row.getAs(Tagged.SEQ), row.getAs(kind), out.sums);
        });
    }

    /** What is done with each row beside the digest of its kind. */
    private interface Also extends Serializable {
        void with(byte[] hash, Row row, Read out);
    }

    private static Read read(Dataset<Row> table, Also also) {
        // Small parts, joined here: a result row of Spark's would be one more class to make and compile for each table.
        Read out = new Read();
        for (Read part : table.javaRDD()
                .mapPartitions(rows -> List.of(partition(rows, also)).iterator())
                .collect()) {
            out.plus(part);
        }
        return out;
    }

    private static Read partition(Iterator<Row> rows, Also also) {
        Read out = new Read();
        while (rows.hasNext()) {
            Row row = rows.next();
            Digests.Fields fields = Digests.fields("scrim-row/1");
            String[] names = row.schema().fieldNames();
            for (int i = 0; i < row.size(); i++) {
                if (!names[i].equals(Tagged.SUBJECT) && !row.isNullAt(i)) {
                    fields.add(names[i]);
                    add(fields, row.get(i));
                }
            }
            byte[] hash = fields.bytes();
            out.kinds
                    .computeIfAbsent(row.getAs(Tagged.KIND), k -> new ContentDigest())
                    .addRow(hash);
            also.with(hash, row, out);
        }
        return out;
    }

    private static void add(Digests.Fields fields, @Nullable Object value) {
        if (value == null) {
            fields.add("null");
        } else if (value instanceof Row nested) {
            fields.add(nested.size());
            for (int i = 0; i < nested.size(); i++) {
                add(fields, nested.get(i));
            }
        } else if (value instanceof Seq<?> list) {
            fields.add(list.size());
            for (int i = 0; i < list.size(); i++) {
                add(fields, list.apply(i));
            }
        } else if (value instanceof byte[] bytes) {
            fields.add(bytes);
        } else {
            fields.add(value.toString());
        }
    }
}
