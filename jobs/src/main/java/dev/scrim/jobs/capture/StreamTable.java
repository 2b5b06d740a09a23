package dev.scrim.jobs.capture;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.spec.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * One table of a source, with its columns under Scrim's own names. Columns nobody mapped or named so are left unread; a
 * field without a column is absent in every row, as a key can be in every line of JSON.
 */
final class StreamTable {
    /** The recording's id, as text. */
    static final String ID = "recording_id";

    private final Source.Stream stream;
    private final Dataset<Row> fields;

    private StreamTable(Source.Stream stream, Dataset<Row> fields) {
        this.stream = stream;
        this.fields = fields;
    }

    /** @throws UserError where the table, or a column that it must have, is not there */
    static StreamTable of(SparkSession spark, Source.Stream stream, Source.Table table) {
        Dataset<Row> rows = open(spark, stream, table);
        List<Column> columns = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String field : stream.fields()) {
            Optional<StructField> found = find(rows, table.column(field));
            if (found.isPresent()) {
                columns.add(column(stream, field, found.get()));
            } else if (required(stream, field) || table.columns().containsKey(field)) {
                missing.add(table.column(field));
            }
        }
        if (!missing.isEmpty()) {
            throw new UserError(
                    "Cannot read table of stream " + stream.label() + ": it has no column "
                            + String.join(", ", missing),
                    "map each field to the table's own column under columns");
        }
        return new StreamTable(stream, rows.select(columns.toArray(Column[]::new)));
    }

    /** Column {@link #ID} and a column for each other field that the table has, in the format's order. */
    Dataset<Row> fields() {
        return fields;
    }

    /** Column {@link #ID}, and the other fields as one struct of that name: what sorts by it sorts by all of them. */
    Dataset<Row> structs(String name) {
        Column[] inStruct = Arrays.stream(fields.columns())
                .filter(field -> !field.equals(ID))
                .map(functions::col)
                .toArray(Column[]::new);
        return fields.select(functions.col(ID), functions.struct(inStruct).as(name));
    }

    Source.Stream stream() {
        return stream;
    }

    private static Dataset<Row> open(SparkSession spark, Source.Stream stream, Source.Table table) {
        try {
            if (table instanceof Source.CatalogTable catalog) {
                return spark.table(catalog.name());
            }
            return spark.read().parquet(((Source.ParquetTable) table).uri().toString());
        } catch (Exception e) {
            // Spark throws this one unchecked-in-disguise: Java may not name it in a catch of its own.
            if (e instanceof AnalysisException) {
                throw new UserError(
                        "Cannot open table of stream " + stream.label() + ": "
                                + (table instanceof Source.CatalogTable catalog
                                        ? catalog.name()
                                        : ((Source.ParquetTable) table).uri()),
                        "name a table of the catalog, or a Parquet file or folder that is there",
                        e);
            }
            throw e;
        }
    }

    private static Optional<StructField> find(Dataset<Row> rows, String column) {
        // Spark's own names differ by more than case only where somebody asked for it.
        return Arrays.stream(rows.schema().fields())
                .filter(f -> f.name().equalsIgnoreCase(column))
                .findFirst();
    }

    private static boolean required(Source.Stream stream, String field) {
        return field.equals(ID) || field.equals("t_us") || (stream == Source.Stream.SCREEN && field.equals("file"));
    }

    private static Column column(Source.Stream stream, String field, StructField found) {
        DataType type = found.dataType();
        if (!RowOrdering.isOrderable(type)) {
            throw new UserError(
                    "Cannot read column " + found.name() + " of stream " + stream.label() + ": its type "
                            + type.simpleString() + " has no order",
                    "give it as text, numbers, a list or a struct");
        }
        Column column = functions.col("`" + found.name().replace("`", "``") + "`");
        if (field.equals(ID)) {
            column = column.cast(DataTypes.StringType);
        } else if (type.equals(DataTypes.TimestampType)) {
            // The session's zone is UTC; text says so, and is the same on every machine.
            column = functions.date_format(column, "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
        }
        return column.as(field);
    }
}
