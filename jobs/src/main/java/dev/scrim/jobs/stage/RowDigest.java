package dev.scrim.jobs.stage;

import dev.scrim.datasets.store.ContentDigest;
import dev.scrim.datasets.store.Digests;
import dev.scrim.jobs.rows.Tagged;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * Counts and digests a table's rows by kind, whatever their order and split. The person's opaque name is left out: it
 * differs between keyrings while the content does not.
 */
public final class RowDigest {
    private static final StructType PART = DataTypes.createStructType(List.of(
            DataTypes.createStructField("kind", DataTypes.StringType, false),
            DataTypes.createStructField("digest", DataTypes.BinaryType, false)));

    private RowDigest() {}

    /** One digest for each kind that has rows. */
    public static Map<String, ContentDigest> of(Dataset<Row> table) {
        Dataset<Row> parts =
                table.mapPartitions((MapPartitionsFunction<Row, Row>) RowDigest::partition, Encoders.row(PART));
        Map<String, ContentDigest> out = new TreeMap<>();
        for (Row part : parts.collectAsList()) {
            out.computeIfAbsent(part.getString(0), k -> new ContentDigest())
                    .add(ContentDigest.fromBytes((byte[]) part.get(1)));
        }
        return out;
    }

    private static Iterator<Row> partition(Iterator<Row> rows) {
        Map<String, ContentDigest> sums = new TreeMap<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            Digests.Fields fields = Digests.fields("scrim-row/1");
            for (int i = 0; i < row.size(); i++) {
                String name = row.schema().fieldNames()[i];
                if (!name.equals(Tagged.SUBJECT) && !row.isNullAt(i)) {
                    fields.add(name);
                    add(fields, row.get(i));
                }
            }
            sums.computeIfAbsent(row.getAs(Tagged.KIND), k -> new ContentDigest())
                    .addRow(fields.bytes());
        }
        return sums.entrySet().stream()
                .map(e -> RowFactory.create(e.getKey(), e.getValue().toBytes()))
                .iterator();
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
