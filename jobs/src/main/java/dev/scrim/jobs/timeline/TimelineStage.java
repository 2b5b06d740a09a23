package dev.scrim.jobs.timeline;

import dev.scrim.datasets.consent.ConsentCsv;
import dev.scrim.datasets.consent.ConsentLedger;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.datasets.store.StageName;
import dev.scrim.featurizers.timeline.CutRules;
import dev.scrim.jobs.capture.CaptureStage;
import dev.scrim.jobs.rows.EventRows;
import dev.scrim.jobs.rows.FateRows;
import dev.scrim.jobs.rows.KeptEventRows;
import dev.scrim.jobs.rows.MergedRows;
import dev.scrim.jobs.rows.RecordingRows;
import dev.scrim.jobs.rows.Streams;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.rows.ViolationRows;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.Division;
import dev.scrim.jobs.stage.Stage;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRun;
import dev.scrim.jobs.stage.Sums;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Consent and pauses first, then one order for all streams. What is cut leaves only its stream, its ordinal and the
 * code behind, never its content.
 */
public final class TimelineStage implements Stage {
    public static final String TIMELINE = "timeline";
    public static final String RECORDING = CaptureStage.RECORDING;
    public static final String EVENT = "kept";
    public static final String CUT = "cut";
    public static final String VIOLATION = "violation";
    static final String RAW = CaptureStage.EVENT;
    private static final String LEDGER = "consent ledger";
    private static final String VERSION = "1";

    static final Tagged TABLE = Tagged.of(RECORDING, new RecordingRows())
            .and(EVENT, new KeptEventRows())
            .and(CUT, new FateRows())
            .and(VIOLATION, new ViolationRows());

    private final String ledgerCsv;
    private final ConsentLedger ledger;

    /** @param ledgerCsv the ledger as read at the start of the build; its head is part of what the build is */
    public TimelineStage(String ledgerCsv) {
        this.ledgerCsv = ledgerCsv;
        this.ledger = ConsentCsv.parse(ledgerCsv, LEDGER);
    }

    @Override
    public StageName name() {
        return StageNames.TIMELINE;
    }

    @Override
    public List<StageName> reads() {
        return List.of(StageNames.CAPTURE);
    }

    @Override
    public Map<String, Tagged> tables() {
        return Map.of(TIMELINE, TABLE);
    }

    @Override
    public Map<String, String> versions(Build build) {
        return Map.of("timeline", VERSION, "ledger", ledger.head());
    }

    @Override
    public Optional<Division> division(Build build) {
        // The ledger's head changes with anybody's entry; a person's recordings only with their own.
        return Optional.of(new Division(new TreeMap<>(Map.of("timeline", VERSION)), this::entries, false, List.of()));
    }

    @Override
    public List<Class<?>> code() {
        return List.of(CutRules.class);
    }

    @Override
    public void run(StageRun run) {
        Dataset<Row> recordings = run.read(StageNames.CAPTURE, CaptureStage.RECORDINGS, CaptureStage.RECORDING);
        Dataset<Row> events = run.read(StageNames.CAPTURE, CaptureStage.EVENTS, CaptureStage.EVENT);
        EventRows eventRows = new EventRows();
        // The stream's rank breaks ties of time, its ordinal ties within a stream; both travel in the event itself.
        Dataset<Row> merged = new MergedRows()
                .with(recordings, RECORDING, new RecordingRows().schema(), functions.lit(""), functions.lit(0L))
                .with(events, RAW, eventRows.schema(), functions.lit(""), functions.col(RAW + ".t_us"))
                .sortedBy(functions.col(RAW + ".stream"), functions.col(RAW + ".ordinal"));
        Cut cut = new Cut(ledgerCsv, run.spec().consent().purpose());
        Sums sums = run.write(
                TIMELINE, merged.mapPartitions(cut, Encoders.row(TABLE.schema())), (kind, recording, seq, row, s) -> {
                    if (kind.equals(VIOLATION)) {
                        s.violation(row);
                    } else if (kind.equals(CUT)) {
                        s.drop(row);
                    } else if (kind.equals(RECORDING)) {
                        s.add("recordings.out", 1);
                    }
                });
        Manifest captured = run.build().manifest(StageNames.CAPTURE);
        long in = captured.count(CaptureStage.RECORDINGS + "." + CaptureStage.RECORDING);
        long out = sums.get("recordings.out");
        run.count("recordings.in", in);
        run.count("recordings.out", out);
        run.count("recordings.quarantined", in - out);
        run.count("events.in", captured.count(CaptureStage.EVENTS + "." + CaptureStage.EVENT));
    }

    /** Pins what the ledger says of one person, in its order. */
    private String entries(SubjectId person) {
        return new ConsentLedger(ledger.rows().stream()
                        .filter(row -> row.subject().equals(person))
                        .toList())
                .head();
    }

    private static final class Cut implements MapPartitionsFunction<Row, Row> {
        private static final long serialVersionUID = 1L;

        private final String ledgerCsv;
        private final String purpose;

        Cut(String ledgerCsv, String purpose) {
            this.ledgerCsv = ledgerCsv;
            this.purpose = purpose;
        }

        @Override
        public java.util.Iterator<Row> call(java.util.Iterator<Row> rows) {
            ConsentLedger ledger = ConsentCsv.parse(ledgerCsv, LEDGER);
            return Streams.perGroup(rows, MergedRows::keyOf, key -> new TimelineMachine(ledger, purpose));
        }
    }
}
