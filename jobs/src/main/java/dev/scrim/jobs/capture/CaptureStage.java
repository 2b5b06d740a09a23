package dev.scrim.jobs.capture;

import dev.scrim.datasets.capture.CaptureFolder;
import dev.scrim.datasets.capture.CaptureFormats;
import dev.scrim.datasets.capture.DuplicateIds;
import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.rows.Cells;
import dev.scrim.jobs.rows.EventRows;
import dev.scrim.jobs.rows.RecordingRows;
import dev.scrim.jobs.rows.Streams;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.rows.ViolationRows;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.Stage;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRun;
import dev.scrim.jobs.stage.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
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

    /** From here on a shuffle is cheaper than a file for each recording and kind. */
    private static final int MANY = 256;

    private static final StructType CLAIM =
            Cells.struct(Cells.must("ordinal", DataTypes.IntegerType), Cells.must("id", DataTypes.StringType));

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
        try (Inputs inputs = Inputs.of(run.spark(), run.spec())) {
            run(run, inputs);
        }
    }

    /** Brings a person's rows together where there are many recordings: else each task would write files of its own. */
    private static Dataset<Row> gathered(Dataset<Row> rows, int recordings) {
        return recordings > MANY ? rows.repartition(functions.col(Tagged.SUBJECT)) : rows;
    }

    private static void run(StageRun run, Inputs inputs) {
        Map<Integer, Violation> duplicates = duplicates(inputs);
        LongAccumulator done = run.progress("recordings", inputs.size());
        run.write(
                RECORDINGS,
                gathered(
                        inputs.union(input -> input.recordings()
                                .mapPartitions(
                                        new Examine(
                                                input.opener(),
                                                RECORDINGS_TABLE,
                                                run.media(),
                                                run.build().keyringFile(),
                                                duplicates,
                                                done),
                                        Encoders.row(RECORDINGS_TABLE.schema()))),
                        inputs.size()),
                (kind, recording, seq, row, sums) -> {
                    if (kind.equals(VIOLATION)) {
                        sums.violation(row);
                    }
                });
        Map<Integer, Long> accepted = new HashMap<>();
        run.written(RECORDINGS, RECORDING)
                .select(Tagged.SEQ, RECORDING + ".clock_offset_us")
                .collectAsList()
                .forEach(r -> accepted.put((int) r.getLong(0), r.getLong(1)));
        run.write(
                EVENTS,
                gathered(
                        inputs.union(input -> input.recordings(Set.copyOf(accepted.keySet()))
                                .mapPartitions(
                                        new ReadEvents(
                                                input.opener(),
                                                EVENTS_TABLE,
                                                run.build().keyringFile(),
                                                accepted),
                                        Encoders.row(EVENTS_TABLE.schema()))),
                        inputs.size()),
                Tally.none());
        run.count("recordings.in", inputs.size());
        run.count("recordings.out", accepted.size());
        run.count("recordings.quarantined", inputs.size() - accepted.size());
    }

    /** Ids are read in tasks; only ids and ordinals come to the driver. */
    private static Map<Integer, Violation> duplicates(Inputs inputs) {
        Dataset<Row> ids = inputs.union(input -> ids(input.heads(), input.opener()));
        List<DuplicateIds.Claim> claims = new ArrayList<>();
        for (Row r : ids.collectAsList()) {
            claims.add(new DuplicateIds.Claim(r.getInt(0), new RecordingId(r.getString(1))));
        }
        Map<String, Violation> byPlace = new HashMap<>();
        DuplicateIds.find(claims).forEach(v -> byPlace.put(v.location(), v));
        Map<Integer, Violation> out = new HashMap<>();
        for (DuplicateIds.Claim claim : claims) {
            Violation violation = byPlace.get(CaptureFolder.label(claim.folderOrdinal()));
            if (violation != null) {
                out.put(claim.folderOrdinal(), violation);
            }
        }
        return out;
    }

    private static Dataset<Row> ids(Dataset<Row> heads, Opened.Opener opener) {
        MapPartitionsFunction<Row, Row> each = partition -> {
            Iterator<Opened> recordings = opener.open(partition);
            return Streams.perGroup(
                    recordings,
                    Opened::ordinal,
                    ordinal -> Streams.stateless((recording, out) -> {
                        if (recording instanceof Opened.Sound sound) {
                            out.accept(RowFactory.create(
                                    ordinal, sound.pass().recording().id().value()));
                        }
                    }));
        };
        return heads.mapPartitions(each, Encoders.row(CLAIM));
    }
}
