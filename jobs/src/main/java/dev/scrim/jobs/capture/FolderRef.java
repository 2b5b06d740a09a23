package dev.scrim.jobs.capture;

import static dev.scrim.jobs.rows.Cells.must;

import dev.scrim.datasets.capture.CaptureFolder;
import dev.scrim.jobs.rows.Cells;
import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A recording's folder as it travels to a task.
 *
 * @param format {@code auto}, or the one format that may read it
 */
record FolderRef(String root, String name, String format, int ordinal) {
    static final StructType SCHEMA = Cells.struct(
            must("root", DataTypes.StringType),
            must("name", DataTypes.StringType),
            must("format", DataTypes.StringType),
            must("ordinal", DataTypes.IntegerType));

    /** A task costs milliseconds and a file; tens of thousands of them would cost more than small folders do. */
    private static final int MOST_TASKS = 1_000;

    /**
     * One task for each folder, since recordings differ in length by orders of magnitude; where there are many, tasks take
     * neighbours together, which are often one person's.
     */
    static Dataset<Row> dataset(SparkSession spark, List<FolderRef> folders) {
        List<Row> rows = folders.stream()
                .map(f -> RowFactory.create(f.root, f.name, f.format, f.ordinal))
                .toList();
        int tasks = Math.max(1, Math.min(MOST_TASKS, folders.size()));
        return spark.createDataFrame(
                JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(rows, tasks), SCHEMA);
    }

    static FolderRef of(Row row) {
        return new FolderRef(row.getString(0), row.getString(1), row.getString(2), row.getInt(3));
    }

    CaptureFolder open() throws IOException {
        return CaptureFolder.at(root, name, ordinal);
    }
}
