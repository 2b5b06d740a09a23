package dev.scrim.jobs.capture;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.scrim.datasets.vault.SubjectCryptoFactory;
import java.nio.file.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** A folder of {@code scrim.capture/1} written again as Parquet tables, every column under another name. */
final class RecordingTables {
    /** Put in front of a field's name. */
    static final String PREFIX = "c_";

    private final SparkSession spark;
    private final Path recording;
    private final Path tables;

    RecordingTables(SparkSession spark, Path recording, Path tables) {
        this.spark = spark;
        this.recording = recording;
        this.tables = tables;
    }

    /** Writes all six tables under that id, rows in no order. */
    void write(String id) {
        Dataset<Row> meta = json("recording.json", true);
        save(
                "recordings",
                meta.select(
                        lit(id).as("recording_id"),
                        col("subject_id"),
                        col("device_id"),
                        col("people"),
                        functions.to_timestamp(col("started_at")).as("started_at"),
                        col("screen.width").as("screen_width"),
                        col("screen.height").as("screen_height"),
                        col("screen.scale").as("screen_scale"),
                        col("os"),
                        col("locale"),
                        col("task")));
        save(
                "screen",
                meta.select(functions.explode(col("streams.screen")).as("s"))
                        .select(
                                lit(id).as("recording_id"),
                                functions
                                        .concat(lit(recording.toUri().toString()), col("s.file"))
                                        .as("file"),
                                col("s.start_us"),
                                col("s.codec")));
        for (String stream : new String[] {"keyboard", "mouse", "window", "control"}) {
            Dataset<Row> events = json(stream + ".jsonl", false).withColumn("recording_id", lit(id));
            save(stream, events.orderBy(functions.hash(col("t_us"))));
        }
    }

    /** The mapping of one table, for a spec. */
    static String columns(java.util.List<String> fields) {
        return fields.stream()
                .map(f -> f + ": " + PREFIX + f)
                .collect(java.util.stream.Collectors.joining(", ", "{", "}"));
    }

    Dataset<Row> json(String file, boolean whole) {
        return spark.read()
                .option("multiLine", whole)
                .json(recording.resolve(file).toUri().toString());
    }

    void save(String table, Dataset<Row> rows) {
        Column[] renamed = java.util.Arrays.stream(rows.columns())
                .map(c -> col(c).as(PREFIX + c))
                .toArray(Column[]::new);
        rows.select(renamed)
                .write()
                .mode("append")
                .option(SubjectCryptoFactory.FACTORY_CLASS, PlainParquet.class.getName())
                .parquet(tables.resolve(table).toUri().toString());
    }
}
