package dev.scrim.jobs.capture;

import dev.scrim.datasets.capture.CaptureFolder;
import dev.scrim.datasets.capture.CaptureFolders;
import dev.scrim.datasets.capture.CaptureFormats;
import dev.scrim.datasets.capture.CaptureResult;
import dev.scrim.datasets.capture.DuplicateIds;
import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.rows.EventRows;
import dev.scrim.jobs.rows.RecordingRows;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.rows.ViolationRows;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.spec.Source;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.Stage;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.LongAccumulator;

/**
 * Raw streams as tables. Table {@code recordings} holds the sound recordings and every violation; table {@code events}
 * holds the events of the sound ones; their videos are sealed as media.
 */
public final class CaptureStage implements Stage {
    public static final String RECORDINGS = "recordings";
    public static final String EVENTS = "events";
    public static final String RECORDING = "recording_row";
    public static final String VIOLATION = "violation";
    public static final String EVENT = "event";

    static final Tagged RECORDINGS_TABLE =
            Tagged.of(RECORDING, new RecordingRows()).and(VIOLATION, new ViolationRows());
    static final Tagged EVENTS_TABLE = Tagged.of(EVENT, new EventRows());

    @Override
    public StageName name() {
        return StageNames.CAPTURE;
    }

    @Override
    public List<StageName> reads() {
        return List.of();
    }

    @Override
    public Map<String, Tagged> tables() {
        return Map.of(RECORDINGS, RECORDINGS_TABLE, EVENTS, EVENTS_TABLE);
    }

    @Override
    public Map<String, String> versions(Build build) {
        return Map.of(
                "capture",
                "1",
                "formats",
                String.join(",", CaptureFormats.installed().names()));
    }

    @Override
    public void run(StageRun run) throws IOException {
        List<FolderRef> folders = folders(run.spec());
        Dataset<Row> refs = FolderRef.dataset(run.spark(), folders);
        LongAccumulator done = run.progress("recordings", folders.size());
        Examine examine = new Examine(RECORDINGS_TABLE, run.media(), run.build().keyringFile(), duplicates(refs), done);
        run.write(RECORDINGS, refs.flatMap(examine, Encoders.row(RECORDINGS_TABLE.schema())));
        Set<Integer> accepted = new HashSet<>();
        run.written(RECORDINGS, RECORDING)
                .select(Tagged.SEQ)
                .collectAsList()
                .forEach(r -> accepted.add((int) r.getLong(0)));
        ReadEvents read = new ReadEvents(EVENTS_TABLE, run.build().keyringFile(), accepted);
        run.write(EVENTS, refs.flatMap(read, Encoders.row(EVENTS_TABLE.schema())));
        run.countViolations(RECORDINGS, VIOLATION);
        run.count("recordings.in", folders.size());
        run.count("recordings.out", accepted.size());
        run.count("recordings.quarantined", folders.size() - accepted.size());
    }

    /** Every folder of every source, numbered through. */
    public static List<FolderRefView> inputs(DatasetSpec spec) throws IOException {
        return folders(spec).stream()
                .map(f -> new FolderRefView(f.root(), f.name(), f.ordinal()))
                .toList();
    }

    /** A folder of the input, for digesting it. */
    public record FolderRefView(String root, String name, int ordinal) {}

    private static List<FolderRef> folders(DatasetSpec spec) throws IOException {
        List<FolderRef> out = new ArrayList<>();
        Optional<Set<String>> only = spec.only().isEmpty()
                ? Optional.empty()
                : Optional.of(new HashSet<>(
                        spec.only().stream().map(RecordingId::value).toList()));
        for (Source source : spec.sources()) {
            if (source instanceof Source.Folder folder) {
                for (CaptureFolder found : CaptureFolders.list(folder.uri(), only)) {
                    out.add(new FolderRef(found.root(), found.name(), out.size()));
                }
            }
        }
        return out;
    }

    /** Ids are read in tasks; only ids and ordinals come to the driver. */
    private static Map<Integer, Violation> duplicates(Dataset<Row> refs) {
        Dataset<Row> ids = refs.flatMap(
                (FlatMapFunction<Row, Row>) CaptureStage::idOf,
                Encoders.row(DataTypes.createStructType(List.of(
                        DataTypes.createStructField("ordinal", DataTypes.IntegerType, false),
                        DataTypes.createStructField("id", DataTypes.StringType, false)))));
        List<DuplicateIds.Claim> claims = new ArrayList<>();
        for (Row r : ids.collectAsList()) {
            claims.add(new DuplicateIds.Claim(r.getInt(0), new RecordingId(r.getString(1))));
        }
        Map<Integer, Violation> out = new HashMap<>();
        for (Violation v : DuplicateIds.find(claims)) {
            for (DuplicateIds.Claim c : claims) {
                if (CaptureFolder.label(c.folderOrdinal()).equals(v.location())) {
                    out.put(c.folderOrdinal(), v);
                }
            }
        }
        return out;
    }

    private static java.util.Iterator<Row> idOf(Row row) throws IOException {
        FolderRef ref = FolderRef.of(row);
        return CaptureFormats.installed().open(ref.open()) instanceof CaptureResult.Accepted sound
                ? List.of(org.apache.spark.sql.RowFactory.create(
                                ref.ordinal(), sound.capture().recording().id().value()))
                        .iterator()
                : java.util.Collections.emptyIterator();
    }
}
