package dev.scrim.jobs.stage;

import dev.scrim.datasets.store.BuildFolder;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.vault.KeyService;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.spec.DatasetSpec;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * One build while it runs: where each finished stage lies, and how its tables and media are opened. A stage may lie in
 * another build of the workspace that made the same from the same; it is then used where it lies.
 */
public final class Build {
    private final SparkSession spark;
    private final DatasetSpec spec;
    private final BuildFolder folder;
    private final LocalKeyring keys;
    private final java.nio.file.Path keyringFile;
    private final boolean evaluation;
    private final Map<StageName, BuildFolder> places = new TreeMap<>();
    private final Map<StageName, Manifest> manifests = new TreeMap<>();
    private final Map<StageName, Map<String, Tagged>> shapes = new TreeMap<>();

    public Build(
            SparkSession spark,
            DatasetSpec spec,
            BuildFolder folder,
            LocalKeyring keys,
            java.nio.file.Path keyringFile,
            boolean evaluation) {
        this.spark = spark;
        this.spec = spec;
        this.folder = folder;
        this.keys = keys;
        this.keyringFile = keyringFile;
        this.evaluation = evaluation;
    }

    public String id() {
        return folder.id();
    }

    public SparkSession spark() {
        return spark;
    }

    public DatasetSpec spec() {
        return spec;
    }

    public KeyService keys() {
        return keys;
    }

    public java.nio.file.Path keyringFile() {
        return keyringFile;
    }

    /** Whether this build leaves its export readable and can therefore never be released. */
    public boolean evaluation() {
        return evaluation;
    }

    /** The build's own folder. */
    public Path path() {
        return folder.path();
    }

    /** A folder of the workspace that outlives builds and is shared by them. */
    public Path besideBuilds(String name) {
        return new Path(folder.path().getParent().getParent(), name);
    }

    void finished(Stage stage, BuildFolder place, Manifest manifest) {
        places.put(stage.name(), place);
        manifests.put(stage.name(), manifest);
        shapes.put(stage.name(), stage.tables());
    }

    /** The manifest of a finished stage. */
    public Manifest manifest(StageName stage) {
        Manifest manifest = manifests.get(stage);
        if (manifest == null) {
            throw new IllegalStateException("Cannot look at stage " + stage + ": it has not run");
        }
        return manifest;
    }

    /** Id of the build that a finished stage lies in. */
    public String placeOf(StageName stage) {
        BuildFolder place = places.get(stage);
        if (place == null) {
            throw new IllegalStateException("Cannot find stage " + stage + ": it has not run");
        }
        return place.id();
    }

    /** Where a finished stage lies. */
    public Path stagePath(StageName stage) {
        BuildFolder place = places.get(stage);
        if (place == null) {
            throw new IllegalStateException("Cannot find stage " + stage + ": it has not run");
        }
        return place.stage(stage);
    }

    /** A whole table of a finished stage. */
    public Dataset<Row> table(StageName stage, String table) {
        Tagged shape = shapes.getOrDefault(stage, Map.of()).get(table);
        if (shape == null) {
            throw new IllegalStateException("Cannot read table " + table + ": stage " + stage + " has none");
        }
        return tableAt(new Path(stagePath(stage), table).toString(), shape);
    }

    /** Rows of one kind: subject, recording, seq and the kind's struct. */
    public Dataset<Row> rows(StageName stage, String table, String kind) {
        return table(stage, table)
                .filter(functions.col(Tagged.KIND).equalTo(kind))
                .select(Tagged.SUBJECT, Tagged.RECORDING, Tagged.SEQ, kind);
    }

    /** In which build of the workspace each finished stage lies. */
    Map<StageName, BuildFolder> places() {
        return places;
    }

    Dataset<Row> tableAt(String path, Tagged shape) {
        return tableAt(spark, path, shape);
    }

    static Dataset<Row> tableAt(SparkSession spark, String path, Tagged shape) {
        Dataset<Row> read;
        try {
            boolean empty = org.apache.hadoop.fs.FileSystem.get(
                                    java.net.URI.create(path),
                                    spark.sparkContext().hadoopConfiguration())
                            .listStatus(new Path(path))
                            .length
                    == 0;
            read = empty
                    ? spark.createDataFrame(java.util.List.of(), shape.schema())
                    : spark.read().schema(shape.schema()).parquet(path);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("Cannot list table " + path, e);
        }
        org.apache.spark.sql.Column[] columns = java.util.Arrays.stream(
                        shape.schema().fieldNames())
                .map(functions::col)
                .toArray(org.apache.spark.sql.Column[]::new);
        return read.select(columns);
    }

    /** The sealed part of what the build's reviewers work from. */
    public MediaFolder reviewMedia() {
        return FinishedMedia.review(folder, keyringFile);
    }

    /** The media of a finished stage. */
    public MediaFolder media(StageName stage) {
        BuildFolder place = places.get(stage);
        if (place == null) {
            throw new IllegalStateException("Cannot open media of stage " + stage + ": it has not run");
        }
        return new MediaFolder(place.stage(stage), place.id(), stage, keyringFile);
    }
}
