package dev.scrim.jobs.export;

import dev.scrim.datasets.shards.RecordingPart;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardPlan;
import dev.scrim.datasets.split.Split;
import dev.scrim.jobs.rows.MergedRows;
import dev.scrim.jobs.rows.Streams;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.util.LongAccumulator;

/**
 * Writes one format's files but for those that say what the others are.
 *
 * @param receipts of what a killed run left, and for what a later one may find
 */
record FormatExport(
        StageRun run, DatasetSpec.Export export, ShardPlace place, Receipts receipts, ShardTask.Fates fates) {
    /** Steps that stay together where a format interleaves trajectories. */
    private static final int RUN_STEPS = 8;

    private static final long BYTES_PER_MB = 1_000_000;

    Receipts.Part write(Dataset<Row> samples, String nameKey) throws IOException {
        ShardFormat format = ShardFormats.load().get(format());
        return format instanceof ShardFormat.Recordings recordings
                ? recordings(recordings, nameKey)
                : steps((ShardFormat.Steps) format, samples);
    }

    private String format() {
        return export.format().label();
    }

    private Receipts.Part steps(ShardFormat.Steps format, Dataset<Row> samples) throws IOException {
        TreeMap<String, Long> counts = new TreeMap<>();
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
            counts.put("steps." + r.getString(0), r.getLong(1));
            total += r.getLong(1);
        }
        counts.put("steps.out", total);
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
                format(),
                export.options(),
                place,
                run.mediaOf(StageNames.REDACTED),
                run.mediaOf(StageNames.VERIFIED),
                shards,
                done,
                receipts,
                fates);
        List<Row> written =
                placed.mapPartitions(task, Encoders.row(ShardInfoRows.SCHEMA)).collectAsList();
        List<ShardInfo> files = new ArrayList<>(written.stream()
                .map(ShardInfoRows::info)
                .sorted(Comparator.comparing(ShardInfo::file))
                .toList());
        // Where trajectories stay whole, a shard can be left without a sample, and is then not written.
        List<String> parts =
                written.stream().map(ShardInfoRows::group).distinct().sorted().toList();
        NotedShardDirectory directory = new NotedShardDirectory(place.stored());
        List<ShardInfo> index = format.index(place.over(directory), files, export.options());
        receipts.put(Receipts.WHOLE, new Receipts.Part(index, counts), parts, directory);
        files.addAll(index);
        return new Receipts.Part(files, counts);
    }

    private Receipts.Part recordings(ShardFormat.Recordings format, String nameKey) throws IOException {
        long frames = run.build().manifest(StageNames.REDACTED).count("redacted.frame");
        RecordingMachine.Task task = new RecordingMachine.Task(
                format(),
                place,
                run.mediaOf(StageNames.REDACTED),
                run.mediaOf(StageNames.VERIFIED),
                run.build().evaluation(),
                nameKey,
                run.progress("frames", frames),
                receipts,
                fates);
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
        NotedShardDirectory directory = new NotedShardDirectory(place.stored());
        List<ShardInfo> files = format.assemble(place.over(directory), parts);
        TreeMap<String, Long> counts = new TreeMap<>(Map.of("recordings.out", (long) parts.size()));
        Set<ShardInfo> theirs = parts.stream().flatMap(p -> p.images().stream()).collect(Collectors.toSet());
        receipts.put(
                Receipts.WHOLE,
                new Receipts.Part(
                        files.stream().filter(f -> !theirs.contains(f)).toList(), counts),
                parts.stream()
                        .map(p -> p.recordingId() + RecordingMachine.IMAGES)
                        .toList(),
                directory);
        return new Receipts.Part(files, counts);
    }

    private record Recordings(RecordingMachine.Task task) implements MapPartitionsFunction<Row, Row> {
        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            return Streams.perGroup(
                    rows, row -> row.<String>getAs(Tagged.RECORDING), key -> new RecordingMachine(task));
        }
    }
}
