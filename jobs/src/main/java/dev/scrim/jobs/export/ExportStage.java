package dev.scrim.jobs.export;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.shards.DatasetCard;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.ExportManifestJson;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.split.OpaqueKeys;
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
import dev.scrim.jobs.statistics.SampleCounts;
import dev.scrim.jobs.verified.VerifiedStage;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import scala.jdk.javaapi.CollectionConverters;

/** Writes what was verified in every asked form. Names and order depend on the samples alone, never on tasks. */
public final class ExportStage implements Stage {
    private static final StructType SAMPLE_ROW = DataTypes.createStructType(List.of(
            DataTypes.createStructField(Tagged.SUBJECT, DataTypes.StringType, false),
            DataTypes.createStructField(Tagged.RECORDING, DataTypes.StringType, false),
            DataTypes.createStructField("split", DataTypes.StringType, false),
            DataTypes.createStructField("trajectory_id", DataTypes.StringType, false),
            DataTypes.createStructField("place", DataTypes.IntegerType, false),
            DataTypes.createStructField("bytes", DataTypes.LongType, false),
            DataTypes.createStructField(Selection.SKETCH, DataTypes.createArrayType(DataTypes.LongType, false), false),
            DataTypes.createStructField(Selection.STEPS, DataTypes.IntegerType, false),
            DataTypes.createStructField(Selection.MOMENT, DataTypes.StringType, false),
            DataTypes.createStructField(Likeness.NEAR, Likeness.SCHEMA, true),
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
                ? Map.of("export", "4", "evaluation", "true")
                : Map.of("export", "4", "evaluation", "false", "seal", "1", "holders", holders.digest());
    }

    @Override
    public boolean readable(Build build) {
        return build.evaluation();
    }

    /** Shards that a killed run committed are not written again, see {@link Receipts}. */
    @Override
    public boolean resumable() {
        return true;
    }

    @Override
    public void run(StageRun run) throws IOException {
        String nameKey = nameKey(run.keys());
        DatasetSpec.Splits s = run.spec().splits();
        SplitPlan splits = new SplitPlan(s.train(), s.validation(), s.test());
        Map<String, Long> ratings = ratings(run);
        Dataset<Row> all = samples(run, nameKey, splits);
        Selection.Outcome selected = new Selection(run.spec().splits()).of(all);
        Map<String, Long> selection = selected.counts();
        selection.forEach(run::count);
        SampleCounts counts = SampleCounts.of(selected.samples());
        // A format whose unit is the recording has everything that passed.
        SampleCounts ofAll = selected.samples() == all ? counts : SampleCounts.of(all);
        org.apache.hadoop.fs.Path receipts = new org.apache.hadoop.fs.Path(run.folder(), "receipts");
        ShardTask.Fates fates = new ShardTask.Fates(
                run.spark().sparkContext().longAccumulator("shards taken"),
                run.spark().sparkContext().longAccumulator("shards written"));
        long whole = 0;
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
            // What tasks of a killed run were writing is nobody's.
            place.stored().sweep();
            Receipts own = new Receipts(
                    new org.apache.hadoop.fs.Path(receipts, format).toUri().toString(), place, format);
            Optional<Receipts.Part> there = own.take(Receipts.WHOLE);
            whole += there.isPresent() ? 1 : 0;
            Receipts.Part part = there.isPresent()
                    ? there.get()
                    : new FormatExport(run, export, place, own, fates).write(selected.samples(), nameKey);
            part.counts().forEach(run::count);
            boolean steps = ShardFormats.load().get(format) instanceof ShardFormat.Steps;
            describe(
                    run,
                    export,
                    place.open(),
                    draft(run, format, part.files(), ratings, steps ? selection : Map.of()),
                    steps ? counts : ofAll);
            if (sealed) {
                seal(run, format, place, drafts);
            }
        }
        selected.samples().unpersist();
        all.unpersist();
        receipts.getFileSystem(run.spark().sparkContext().hadoopConfiguration()).delete(receipts, true);
        run.cost("shards.written", fates.written().value());
        run.cost("shards.taken", fates.taken().value());
        run.cost("formats.taken", whole);
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
        return VerifiedRows.sorted(run)
                .mapPartitions(new Samples(nameKey, splits), Encoders.row(SAMPLE_ROW))
                .persist(StorageLevel.MEMORY_AND_DISK());
    }

    /** Where one format's files lie. */
    public static java.nio.file.Path folder(Build build, String format) {
        return java.nio.file.Path.of(build.stagePath(StageNames.EXPORT).toUri()).resolve(format);
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

    private static ExportManifest draft(
            StageRun run,
            String format,
            List<ShardInfo> files,
            Map<String, Long> ratings,
            Map<String, Long> selection) {
        TreeMap<String, Long> counts = new TreeMap<>();
        counts.put("trajectories", run.build().manifest(StageNames.VERIFIED).count("trajectories.out"));
        counts.putAll(ratings);
        counts.putAll(selection);
        Map<Category, Integer> redactions = new EnumMap<>(Category.class);
        for (Category c : Category.values()) {
            redactions.put(c, (int) run.build().manifest(StageNames.REDACTED).count("masks." + c.label()));
        }
        return new ExportManifest(
                format,
                run.build().id(),
                run.build().manifest(StageNames.VERIFIED).digest(),
                run.build().evaluation(),
                files,
                counts,
                new CategoryCounts(redactions));
    }

    /** Writes what stands beside the shards, and the manifest of all of it last. */
    private void describe(
            StageRun run,
            DatasetSpec.Export export,
            ShardDirectory directory,
            ExportManifest shards,
            SampleCounts counts)
            throws IOException {
        ExportManifest manifest = new ExportPapers(run.build(), ledgerHead).write(directory, export, shards, counts);
        ExportManifestJson.write(directory, manifest);
        discardOthers(directory, manifest);
        String format = shards.format();
        manifest.shards().forEach(f -> run.content(format + "/" + f.file(), f.sha256()));
        run.count(format + ".files", manifest.shards().size());
        run.count(
                format + ".bytes",
                manifest.shards().stream().mapToLong(ShardInfo::bytes).sum());
        run.count(
                format + ".samples",
                shards.shards().stream().mapToLong(ShardInfo::samples).sum());
    }

    /** What a killed run left and this one had no use for; whatever the manifest does not list is not exported. */
    private static void discardOthers(ShardDirectory directory, ExportManifest manifest) throws IOException {
        Set<String> others = new TreeSet<>(directory.list());
        manifest.shards().forEach(f -> others.remove(f.file()));
        others.remove(ExportManifest.FILE);
        for (String file : others) {
            directory.delete(file);
        }
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
}
