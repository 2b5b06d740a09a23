package dev.scrim.jobs.findings;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.rows.FindingRows;
import dev.scrim.jobs.rows.MergedRows;
import dev.scrim.jobs.rows.Streams;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.rows.TrajectorySeq;
import dev.scrim.jobs.segment.SegmentRows;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.Division;
import dev.scrim.jobs.stage.Stage;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRun;
import dev.scrim.jobs.stage.Tally;
import dev.scrim.redaction.Analyzer;
import dev.scrim.redaction.RedactionSettings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;

/**
 * Two passes over the trajectories. The first finds what each shows by itself; then everything that is known of a person
 * is brought to each of their trajectories, and the second pass finds every further place of it.
 */
public final class FindingsStage implements Stage {
    public static final String LOCAL = "local";
    public static final String FINDINGS = "findings";
    public static final String FINDING = "finding";
    static final String KNOWN = "known";
    private static final long NS_PER_US = 1_000;

    static final Tagged TABLE = Tagged.of(FINDING, new FindingRows());
    static final StructType KNOWN_TYPE = DataTypes.createStructType(List.of(DataTypes.createStructField(
            "findings", DataTypes.createArrayType(new FindingRows().schema(), false), false)));

    @Override
    public StageName name() {
        return StageNames.FINDINGS;
    }

    @Override
    public List<StageName> reads() {
        return List.of(StageNames.TIMELINE, StageNames.ACTIONS, StageNames.READINGS);
    }

    @Override
    public Map<String, Tagged> tables() {
        return Map.of(LOCAL, TABLE, FINDINGS, TABLE);
    }

    @Override
    public Map<String, String> versions(Build build) {
        return Map.of(
                "findings",
                "1",
                "analyzer",
                Analyzer.standard(RedactionSettings.standard()).version());
    }

    @Override
    public Optional<Division> division(Build build) {
        // What is known of a person comes from all of their recordings, and never from anybody else's.
        return Optional.of(Division.byPerson(this, build));
    }

    @Override
    public List<Class<?>> code() {
        return List.of(Analyzer.class);
    }

    @Override
    public void run(StageRun run) {
        MergedRows segments = SegmentRows.of(run::read);
        Dataset<Row> first = segments.sorted();
        long trajectories = run.build().manifest(StageNames.ACTIONS).count("trajectories")
                - run.build().manifest(StageNames.READINGS).count("trajectories.failed");
        LongAccumulator found = run.progress("trajectories", 2 * trajectories);
        LongAccumulator detectNs = run.spark().sparkContext().longAccumulator();
        LongAccumulator propagateNs = run.spark().sparkContext().longAccumulator();
        run.write(LOCAL, first.mapPartitions(new Detect(found, detectNs), Encoders.row(TABLE.schema())), Tally.none());

        Dataset<Row> own = run.fresh(run.written(LOCAL, FINDING)).withColumn("trajectory", TrajectorySeq.trajectory());
        Dataset<Row> known = known(own);
        Dataset<Row> heads = SegmentRows.heads(run::read).join(known, Tagged.SUBJECT);
        Dataset<Row> second = SegmentRows.of(run::read)
                .with(own, FINDING, new FindingRows().schema(), functions.col("trajectory"), functions.col(Tagged.SEQ))
                .with(
                        heads.select(
                                functions.col(Tagged.SUBJECT),
                                functions.col(Tagged.RECORDING),
                                functions.lit(0L).as(Tagged.SEQ),
                                functions.col("trajectory"),
                                functions.col(KNOWN)),
                        KNOWN,
                        KNOWN_TYPE,
                        functions.col("trajectory"),
                        functions.lit(0L))
                .sorted();
        run.write(
                FINDINGS,
                second.mapPartitions(new Propagate(found, propagateNs), Encoders.row(TABLE.schema())),
                Tally.none());
        run.cost("detect.us", detectNs.sum() / NS_PER_US);
        run.cost("propagate.us", propagateNs.sum() / NS_PER_US);
        for (Row r : run.written(FINDINGS, FINDING)
                .groupBy(functions.col(FINDING + ".category"))
                .agg(
                        functions.countDistinct(functions.col(Tagged.RECORDING), functions.col(FINDING + ".secret_id")),
                        functions.count(functions.col(FINDING + ".t_us")),
                        functions.count(functions.col(FINDING + ".ref_kind")))
                .collectAsList()) {
            String category = Category.valueOf(r.getString(0)).label();
            run.count("findings." + category + ".distinct", r.getLong(1));
            run.count("findings." + category + ".screen", r.getLong(2));
            run.count("findings." + category + ".text", r.getLong(3));
        }
        run.count("trajectories.in", trajectories);
        run.count("trajectories.out", trajectories);
    }

    /** Each person's distinct secrets in one canonical order: what was found, and of where only that it was found. */
    private static Dataset<Row> known(Dataset<Row> own) {
        StructType type = new FindingRows().schema();
        List<Column> cells = new ArrayList<>();
        for (StructField field : type.fields()) {
            cells.add(
                    switch (field.name()) {
                        case "secret_id", "category", "entity", "text", "score", "detector" ->
                            functions.col(field.name());
                        case "t_us" -> functions.lit(0L).as(field.name());
                        case "boxes" -> functions.array().cast(field.dataType()).as(field.name());
                        default -> functions.lit(null).cast(field.dataType()).as(field.name());
                    });
        }
        return own.select(functions.col(Tagged.SUBJECT), functions.col(FINDING + ".*"))
                .groupBy(Tagged.SUBJECT, "secret_id", "category", "entity", "text")
                .agg(
                        functions.max("score").as("score"),
                        functions.min("detector").as("detector"))
                .select(
                        functions.col(Tagged.SUBJECT),
                        functions.struct(cells.toArray(Column[]::new)).as(FINDING))
                .groupBy(Tagged.SUBJECT)
                .agg(functions
                        .struct(functions
                                .sort_array(functions.collect_list(functions.col(FINDING)))
                                .as("findings"))
                        .as(KNOWN));
    }

    private static final class Detect implements MapPartitionsFunction<Row, Row> {
        private static final long serialVersionUID = 1L;

        private final LongAccumulator done;
        private final LongAccumulator workNs;

        Detect(LongAccumulator done, LongAccumulator workNs) {
            this.done = done;
            this.workNs = workNs;
        }

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            Analyzer analyzer = Analyzer.standard(RedactionSettings.standard());
            return Streams.perGroup(rows, MergedRows::keyOf, key -> new DetectMachine(analyzer, done, workNs));
        }
    }

    private static final class Propagate implements MapPartitionsFunction<Row, Row> {
        private static final long serialVersionUID = 1L;

        private final LongAccumulator done;
        private final LongAccumulator workNs;

        Propagate(LongAccumulator done, LongAccumulator workNs) {
            this.done = done;
            this.workNs = workNs;
        }

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            Analyzer analyzer = Analyzer.standard(RedactionSettings.standard());
            return Streams.perGroup(rows, MergedRows::keyOf, key -> new PropagateMachine(analyzer, done, workNs));
        }
    }
}
