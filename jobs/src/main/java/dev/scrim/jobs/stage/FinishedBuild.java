package dev.scrim.jobs.stage;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.store.BuildFolder;
import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.jobs.rows.Tagged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** A build that was made earlier, opened to be looked at: no spec is needed, and nothing is written. */
public final class FinishedBuild {
    private final SparkSession spark;
    private final BuildFolder folder;
    private final Path keyringFile;
    private final Map<StageName, BuildFolder> places;
    private final Map<StageName, Map<String, Tagged>> shapes;

    private FinishedBuild(
            SparkSession spark,
            BuildFolder folder,
            Path keyringFile,
            Map<StageName, BuildFolder> places,
            Map<StageName, Map<String, Tagged>> shapes) {
        this.spark = spark;
        this.folder = folder;
        this.keyringFile = keyringFile;
        this.places = places;
        this.shapes = shapes;
    }

    /**
     * Opens some stages of a build, wherever in the workspace they lie.
     *
     * @throws UserError when one of them is not finished
     */
    public static FinishedBuild open(
            SparkSession spark, Workspace workspace, String id, Path keyringFile, List<Stage> stages)
            throws IOException {
        BuildFolder folder = workspace.build(id);
        Map<StageName, String> said = StagePlaces.read(folder);
        Map<StageName, BuildFolder> places = new TreeMap<>();
        Map<StageName, Map<String, Tagged>> shapes = new TreeMap<>();
        for (Stage stage : stages) {
            BuildFolder place = workspace.build(said.getOrDefault(stage.name(), id));
            if (place.committed(stage.name()).isEmpty()) {
                throw new UserError(
                        "Cannot look into build " + id + ": stage " + stage.name() + " is not there",
                        "run the build to its end first; what is finished is not repeated");
            }
            places.put(stage.name(), place);
            shapes.put(stage.name(), stage.tables());
        }
        return new FinishedBuild(spark, folder, keyringFile, places, shapes);
    }

    public String id() {
        return folder.id();
    }

    /** Rows of one kind: subject, recording, seq and the kind's struct. */
    public Dataset<Row> rows(StageName stage, String table, String kind) {
        Tagged shape = shapes.getOrDefault(stage, Map.of()).get(table);
        if (shape == null) {
            throw new IllegalStateException("Cannot read table " + table + ": stage " + stage + " has none");
        }
        String path = new org.apache.hadoop.fs.Path(place(stage).stage(stage), table).toString();
        return Build.tableAt(spark, path, shape)
                .filter(functions.col(Tagged.KIND).equalTo(kind))
                .select(Tagged.SUBJECT, Tagged.RECORDING, Tagged.SEQ, kind);
    }

    /** The media of a stage. */
    public MediaFolder media(StageName stage) {
        return new MediaFolder(place(stage).stage(stage), place(stage).id(), stage, keyringFile);
    }

    private BuildFolder place(StageName stage) {
        BuildFolder place = places.get(stage);
        if (place == null) {
            throw new IllegalStateException("Cannot find stage " + stage + ": it was not opened");
        }
        return place;
    }
}
