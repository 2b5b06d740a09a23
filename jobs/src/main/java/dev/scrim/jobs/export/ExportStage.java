package dev.scrim.jobs.export;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.shards.DatasetCard;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.ExportManifestJson;
import dev.scrim.datasets.shards.RecordingPart;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardPlan;
import dev.scrim.datasets.shards.StepSchema;
import dev.scrim.datasets.split.OpaqueKeys;
import dev.scrim.datasets.split.Split;
import dev.scrim.datasets.split.SplitPlan;
import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.vault.KeyService;
import dev.scrim.datasets.vault.SealHolders;
import dev.scrim.jobs.redacted.RedactedStage;
import dev.scrim.jobs.rows.MergedRows;
import dev.scrim.jobs.rows.Streams;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.rows.TrajectorySeq;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.Stage;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRun;
import dev.scrim.jobs.verified.VerifiedStage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import scala.jdk.javaapi.CollectionConverters;

/** Writes what was verified in every asked form. Names and order depend on the samples alone, never on tasks. */
public final class ExportStage implements Stage {
    /** Steps that stay together where a format interleaves trajectories. */
    private static final int RUN_STEPS = 8;

    private static final long BYTES_PER_MB = 1_000_000;
    private static final StructType SAMPLE_ROW = DataTypes.createStructType(List.of(
            DataTypes.createStructField(Tagged.SUBJECT, DataTypes.StringType, false),
            DataTypes.createStructField("split", DataTypes.StringType, false),
            DataTypes.createStructField("trajectory_id", DataTypes.StringType, false),
            DataTypes.createStructField("place", DataTypes.IntegerType, false),
            DataTypes.createStructField("bytes", DataTypes.LongType, false),
            DataTypes.createStructField(Selection.SKETCH, DataTypes.createArrayType(DataTypes.LongType, false), false),
            DataTypes.createStructField(Selection.STEPS, DataTypes.IntegerType, false),
            DataTypes.createStructField(Selection.MOMENT, DataTypes.StringType, false),
            DataTypes.createStructField("sample", new StepSampleRows().schema(), false)));

    /** Folder of the files that formats still read back, within the stage while it is being written. */
    private static final String DRAFT = "draft";

    private final String ledgerHead;
    private final SealHolders holders;

    /**
     * For one build.
     *
     * @param ledgerHead of the consent ledger as read at the start of the build
     * @param holders who can open the export together; with none it is sealed for good
     */
    public ExportStage(String ledgerHead, SealHolders holders) {
        this.ledgerHead = ledgerHead;
        this.holders = holders;
    }

    @Override
    public StageName name() {
        return StageNames.EXPORT;
    }

    @Override
    public List<StageName> reads() {
        return List.of(
                StageNames.TIMELINE, StageNames.ACTIONS, StageNames.READINGS, StageNames.REDACTED, StageNames.VERIFIED);
    }

    @Override
    public Map<String, Tagged> tables() {
        return Map.of();
    }

    @Override
    public Map<String, String> versions(Build build) {
        return build.evaluation()
                ? Map.of("export", "3", "evaluation", "true")
                : Map.of("export", "3", "evaluation", "false", "seal", "1", "holders", holders.digest());
    }

    @Override
    public boolean readable(Build build) {
        return build.evaluation();
    }

    @Override
    public void run(StageRun run) throws IOException {
        String nameKey = nameKey(run.keys());
        DatasetSpec.Splits s = run.spec().splits();
        SplitPlan splits = new SplitPlan(s.train(), s.validation(), s.test());
        Map<String, Long> ratings = ratings(run);
        Dataset<Row> samples = samples(run, nameKey, splits);
        for (DatasetSpec.Export export : run.spec().exports()) {
            String format = export.format().label();
            boolean sealed = !run.build().evaluation();
            org.apache.hadoop.fs.Path drafts =
                    sealed ? new org.apache.hadoop.fs.Path(run.folder(), DRAFT) : run.folder();
            ShardPlace place = new ShardPlace(
                    new org.apache.hadoop.fs.Path(drafts, format).toUri().toString(),
                    sealed,
                    run.build().id(),
                    run.build().keyringFile().toString());
            List<ShardInfo> files = ShardFormats.load().get(format) instanceof ShardFormat.Recordings
                    ? recordings(run, format, place, nameKey)
                    : steps(run, export, place, samples);
            describe(run, format, place.open(), files, ratings);
            if (sealed) {
                seal(run, format, place, drafts);
            }
        }
        samples.unpersist();
    }

    /** Every file of a format under a key that nobody has alone; what it was made from goes. */
    private void seal(StageRun run, String format, ShardPlace place, org.apache.hadoop.fs.Path drafts)
            throws IOException {
        String to = new org.apache.hadoop.fs.Path(run.folder(), format).toUri().toString();
        List<String> files = place.open().list();
        int parts =
                Math.max(1, Math.min(files.size(), run.spark().sparkContext().defaultParallelism()));
        SealTask task = new SealTask(place, to, format, run.build().id(), holders.toJson());
        long done = run.spark()
                .createDataset(files, Encoders.STRING())
                .repartition(parts)
                .mapPartitions(task, Encoders.STRING())
                .count();
        if (done != files.size()) {
            throw new IllegalStateException("Cannot seal an export: " + done + " of " + files.size() + " files");
        }
        drafts.getFileSystem(run.spark().sparkContext().hadoopConfiguration()).delete(drafts, true);
    }

    /** What formats whose unit is the step are made of; kept, since each format reads it several times. */
    private static Dataset<Row> samples(StageRun run, String nameKey, SplitPlan splits) {
        Dataset<Row> all = VerifiedRows.sorted(run)
                .mapPartitions(new Samples(nameKey, splits), Encoders.row(SAMPLE_ROW))
                .persist(StorageLevel.MEMORY_AND_DISK());
        Selection.Outcome selected = new Selection(run.spec().splits()).of(all);
        run.count("repeats.trajectories", selected.repeatedTrajectories());
        run.count("repeats.steps", selected.repeatedMoments());
        run.count("over_share.steps", selected.overShare());
        run.count("splits.shared_pictures", Selection.sharedPictures(selected.samples()));
        return selected.samples();
    }

    /** Where one format's files lie. */
    public static java.nio.file.Path folder(Build build, String format) {
        return java.nio.file.Path.of(build.stagePath(StageNames.EXPORT).toUri()).resolve(format);
    }

    private List<ShardInfo> steps(StageRun run, DatasetSpec.Export export, ShardPlace place, Dataset<Row> samples)
            throws IOException {
        ShardFormat.Steps format = ShardFormats.load().steps(export.format().label());
        // A trajectory that must stay whole goes where its first step goes.
        String of = format.wholeTrajectories() ? "first_rank" : "rank";
        Column shard = functions.lit(0);
        Map<String, Integer> shards = new TreeMap<>();
        long total = 0;
        for (Row r : samples.groupBy("split")
                .agg(functions.count("*"), functions.sum("bytes"))
                .orderBy("split")
                .collectAsList()) {
            ShardPlan plan = ShardPlan.bySize(
                    Split.of(r.getString(0)), r.getLong(1), r.getLong(2), export.shardMb() * BYTES_PER_MB);
            shards.put(r.getString(0), plan.shards());
            // The same arithmetic as ShardPlan.shardOf, over the whole column.
            shard = functions
                    .when(
                            functions.col("split").equalTo(r.getString(0)),
                            functions.expr(
                                    "cast(" + of + " * " + plan.shards() + " div " + plan.samples() + " as int)"))
                    .otherwise(shard);
            run.count("steps." + r.getString(0), r.getLong(1));
            total += r.getLong(1);
        }
        run.count("steps.out", total);
        LongAccumulator done = run.progress("steps", total);
        Column id = functions.col("trajectory_id");
        Column place0 = functions.col("place");
        WindowSpec order = format.interleaved()
                ? Window.partitionBy("split")
                        .orderBy(functions.expr("xxhash64(trajectory_id, place div " + RUN_STEPS + ")"), id, place0)
                : Window.partitionBy("split").orderBy(id, place0);
        Column rank = functions.row_number().over(order).minus(1);
        Dataset<Row> placed = samples.withColumn("rank", rank.cast("long"))
                .withColumn(
                        "first_rank",
                        functions
                                .col("rank")
                                .minus(functions
                                        .row_number()
                                        .over(Window.partitionBy("split", "trajectory_id")
                                                .orderBy("place"))
                                        .minus(1)))
                .withColumn("shard", shard)
                .repartition(functions.col("split"), functions.col("shard"))
                .sortWithinPartitions("split", "shard", "rank");
        ShardTask task = new ShardTask(
                export.format().label(),
                export.options(),
                place,
                run.mediaOf(StageNames.REDACTED),
                run.mediaOf(StageNames.VERIFIED),
                shards,
                done);
        List<ShardInfo> files =
                new ArrayList<>(placed.mapPartitions(task, Encoders.row(ShardInfoRows.SCHEMA)).collectAsList().stream()
                        .map(ShardInfoRows::info)
                        .sorted(Comparator.comparing(ShardInfo::file))
                        .toList());
        files.addAll(format.index(place.open(), files, export.options()));
        return files;
    }

    private static List<ShardInfo> recordings(StageRun run, String format, ShardPlace place, String nameKey)
            throws IOException {
        long frames = run.build().manifest(StageNames.REDACTED).count("redacted.frame");
        RecordingMachine.Task task = new RecordingMachine.Task(
                format,
                place,
                run.mediaOf(StageNames.REDACTED),
                run.mediaOf(StageNames.VERIFIED),
                run.build().evaluation(),
                nameKey,
                run.progress("frames", frames));
        Dataset<Row> rows = VerifiedRows.sorted(run)
                .repartition(functions.col(Tagged.RECORDING))
                .sortWithinPartitions(
                        functions.col(Tagged.RECORDING),
                        functions.col(MergedRows.GROUP).cast("int"),
                        functions.col("rank"),
                        functions.col("order"),
                        functions.col(Tagged.SEQ));
        Map<String, List<ShardInfo>> images = new TreeMap<>();
        Map<String, List<ShardInfo>> lines = new TreeMap<>();
        for (Row r : rows.mapPartitions(new Recordings(task), Encoders.row(ShardInfoRows.SCHEMA))
                .collectAsList()) {
            Map<String, List<ShardInfo>> list = r.getString(1).equals("image") ? images : lines;
            list.computeIfAbsent(r.getString(0), k -> new ArrayList<>()).add(ShardInfoRows.info(r));
            images.computeIfAbsent(r.getString(0), k -> new ArrayList<>());
        }
        List<RecordingPart> parts = new ArrayList<>();
        images.forEach((id, list) -> parts.add(new RecordingPart(id, list, lines.getOrDefault(id, List.of()))));
        run.count("recordings.out", parts.size());
        return ShardFormats.load().recordings(format).assemble(place.open(), parts);
    }

    /** Exported steps and trajectories by their rating before redaction. */
    private static Map<String, Long> ratings(StageRun run) {
        String rating = RedactedStage.RATING;
        String outcome = VerifiedStage.OUTCOME;
        Dataset<Row> passed = run.read(StageNames.VERIFIED, VerifiedStage.VERIFIED, outcome)
                .filter(functions.col(outcome + ".passed"))
                .select(
                        functions.col(Tagged.RECORDING),
                        TrajectorySeq.trajectory().as("trajectory"));
        Dataset<Row> steps = run.read(StageNames.REDACTED, RedactedStage.REDACTED, rating)
                .select(
                        functions.col(Tagged.RECORDING),
                        TrajectorySeq.trajectory().as("trajectory"),
                        functions.col(rating + ".level").as("level"))
                .join(
                        passed,
                        CollectionConverters.asScala(List.of(Tagged.RECORDING, "trajectory"))
                                .toSeq(),
                        "left_semi");
        Dataset<Row> trajectories = steps.groupBy(Tagged.RECORDING, "trajectory")
                .agg(functions.max("level").as("level"));
        Map<String, Long> out = new TreeMap<>();
        for (Row r : steps.groupBy("level").count().collectAsList()) {
            out.put(DatasetCard.ratedSteps(Sensitivity.of(r.getInt(0))), r.getLong(1));
        }
        for (Row r : trajectories.groupBy("level").count().collectAsList()) {
            out.put(DatasetCard.ratedTrajectories(Sensitivity.of(r.getInt(0))), r.getLong(1));
        }
        return out;
    }

    private void describe(
            StageRun run, String format, ShardDirectory directory, List<ShardInfo> files, Map<String, Long> ratings)
            throws IOException {
        TreeMap<String, Long> counts = new TreeMap<>();
        counts.put("trajectories", run.build().manifest(StageNames.VERIFIED).count("trajectories.out"));
        counts.putAll(ratings);
        Map<Category, Integer> redactions = new EnumMap<>(Category.class);
        for (Category c : Category.values()) {
            redactions.put(c, (int) run.build().manifest(StageNames.REDACTED).count("masks." + c.label()));
        }
        ExportManifest draft = new ExportManifest(
                format,
                run.build().id(),
                run.build().manifest(StageNames.VERIFIED).digest(),
                run.build().evaluation(),
                files,
                counts,
                new CategoryCounts(redactions));
        ShardInfo card = DatasetCard.write(directory, run.spec().name(), draft, StepSchema.STEP);
        List<ShardInfo> all = new ArrayList<>(files);
        all.add(card);
        all.add(PrivacyManifest.write(directory, run.build(), ledgerHead));
        ExportManifest manifest = new ExportManifest(
                draft.format(),
                draft.buildId(),
                draft.upstreamDigest(),
                draft.evaluation(),
                all,
                draft.counts(),
                draft.redactions());
        ExportManifestJson.write(directory, manifest);
        manifest.shards().forEach(f -> run.content(format + "/" + f.file(), f.sha256()));
        run.count(format + ".files", all.size());
        run.count(format + ".bytes", all.stream().mapToLong(ShardInfo::bytes).sum());
        run.count(
                format + ".samples",
                files.stream().mapToLong(ShardInfo::samples).sum());
    }

    /** What gives exported trajectories and steps their opaque names. */
    public static OpaqueKeys names(KeyService keys) {
        return names(nameKey(keys));
    }

    private static String nameKey(KeyService keys) {
        return keys.hmac("export-names", "1");
    }

    /** @param nameKey hexadecimal */
    static OpaqueKeys names(String nameKey) {
        return new OpaqueKeys(HexFormat.of().parseHex(nameKey));
    }

    private record Samples(String nameKey, SplitPlan splits) implements MapPartitionsFunction<Row, Row> {
        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            OpaqueKeys names = names(nameKey);
            return Streams.perGroup(rows, MergedRows::keyOf, key -> new SampleMachine(names, splits));
        }
    }

    private record Recordings(RecordingMachine.Task task) implements MapPartitionsFunction<Row, Row> {
        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            return Streams.perGroup(
                    rows, row -> row.<String>getAs(Tagged.RECORDING), key -> new RecordingMachine(task));
        }
    }
}
