package dev.scrim.jobs.build;

import dev.scrim.datasets.capture.CaptureFolder;
import dev.scrim.datasets.store.Digests;
import dev.scrim.jobs.capture.CaptureStage;
import dev.scrim.jobs.spec.DatasetSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/** Digest of every byte of the raw input, so that a build knows when it has seen the same before. */
final class InputDigest {
    private InputDigest() {}

    static String of(SparkSession spark, DatasetSpec spec) throws IOException {
        List<Row> folders = new ArrayList<>();
        for (CaptureStage.FolderRefView f : CaptureStage.inputs(spec)) {
            folders.add(RowFactory.create(f.root(), f.name(), f.ordinal()));
        }
        if (folders.isEmpty()) {
            return Digests.fields("scrim-input/1").hex();
        }
        List<String> each = spark.createDataFrame(
                        folders,
                        DataTypes.createStructType(List.of(
                                DataTypes.createStructField("root", DataTypes.StringType, false),
                                DataTypes.createStructField("name", DataTypes.StringType, false),
                                DataTypes.createStructField("ordinal", DataTypes.IntegerType, false))))
                .repartition(folders.size())
                .map((MapFunction<Row, String>) InputDigest::folder, Encoders.STRING())
                .collectAsList();
        return Digests.fields("scrim-input/1")
                .add(each.stream().sorted().toList())
                .hex();
    }

    private static String folder(Row row) throws IOException {
        CaptureFolder folder = CaptureFolder.at(row.getString(0), row.getString(1), row.getInt(2));
        // The folder's place is no part of it: a moved input is the same input.
        Digests.Fields fields = Digests.fields("scrim-folder/1").add(row.getString(1));
        for (String file : folder.list()) {
            try (InputStream in = folder.open(file)) {
                fields.add(file).add(Digests.sha256(in));
            }
        }
        return fields.hex();
    }
}
