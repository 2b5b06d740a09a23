package dev.scrim.jobs.erase;

import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.split.OpaqueKeys;
import dev.scrim.datasets.store.BuildFolder;
import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.jobs.capture.CaptureStage;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.spark.Sessions;
import dev.scrim.jobs.stage.FinishedBuild;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StagePlaces;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Where a workspace holds something of a person. Folders of tables carry the person's opaque name; which recordings are
 * theirs is in stage 01, under their key.
 */
final class Holdings {
    /** Folders between a stage and a person: the table. */
    private static final int DEPTH = 4;

    private static final int PARTITIONS = 2;

    private final Workspace workspace;
    private final String opaque;

    Holdings(Workspace workspace, String opaque) {
        this.workspace = workspace;
        this.opaque = opaque;
    }

    /** Builds that were made from something of theirs, wherever in the workspace their stages lie. */
    Set<String> builds() throws IOException {
        Map<String, Boolean> known = new HashMap<>();
        Set<String> out = new TreeSet<>();
        for (String id : workspace.builds()) {
            Map<StageName, String> places = StagePlaces.read(workspace.build(id));
            for (StageName stage : StageNames.ORDER) {
                BuildFolder place = workspace.build(places.getOrDefault(stage, id));
                String key = place.id() + "/" + stage;
                Boolean holds = known.get(key);
                if (holds == null) {
                    holds = holds(Path.of(place.stage(stage).toUri()));
                    known.put(key, holds);
                }
                if (holds) {
                    out.add(id);
                }
            }
        }
        return out;
    }

    private boolean holds(Path stage) throws IOException {
        if (!Files.isDirectory(stage)) {
            return false;
        }
        try (Stream<Path> all = Files.walk(stage, DEPTH, new FileVisitOption[0])) {
            return all.anyMatch(p -> String.valueOf(p.getFileName()).contains(opaque));
        }
    }

    /** Their recordings in these builds; needs their key. */
    Set<String> recordings(Set<String> builds, Path keyring, int cores) throws IOException {
        Set<String> out = new TreeSet<>();
        Set<String> done = new HashSet<>();
        SparkSession spark = Sessions.open(cores, PARTITIONS, keyring);
        Sessions.fit(spark, 0); // A row for each recording.
        for (String id : builds) {
            String place = StagePlaces.read(workspace.build(id)).getOrDefault(StageNames.CAPTURE, id);
            if (!done.add(place)
                    || workspace.build(place).committed(StageNames.CAPTURE).isEmpty()) {
                continue;
            }
            FinishedBuild build = FinishedBuild.open(spark, workspace, place, keyring, List.of(new CaptureStage()));
            for (Row r : build.rows(StageNames.CAPTURE, CaptureStage.RECORDINGS, CaptureStage.RECORDING)
                    .filter(functions.col(Tagged.SUBJECT).equalTo(opaque))
                    .select(Tagged.RECORDING)
                    .distinct()
                    .collectAsList()) {
                out.add(r.getString(0));
            }
        }
        return out;
    }

    /** No recording of these builds has more trajectories; they are numbered from 0. */
    long mostTrajectories(Set<String> builds) throws IOException {
        long most = 0;
        for (String id : builds) {
            String place = StagePlaces.read(workspace.build(id)).getOrDefault(StageNames.ACTIONS, id);
            most = Math.max(
                    most,
                    workspace
                            .build(place)
                            .committed(StageNames.ACTIONS)
                            .map(m -> m.count("trajectories"))
                            .orElse(0L));
        }
        return most;
    }

    /**
     * What releases call their trajectories. Every build of a workspace gives the same names.
     *
     * @param most trajectories that a recording has
     */
    static Set<String> names(Set<String> recordings, long most, OpaqueKeys names) {
        Set<String> out = new TreeSet<>();
        for (String recording : recordings) {
            for (int i = 0; i < most; i++) {
                out.add(names.trajectory(new TrajectoryId(new RecordingId(recording), i)));
            }
        }
        return out;
    }
}
