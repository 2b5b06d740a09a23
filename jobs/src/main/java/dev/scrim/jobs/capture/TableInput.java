package dev.scrim.jobs.capture;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.scrim.datasets.model.StreamKind;
import dev.scrim.datasets.store.ContentDigest;
import dev.scrim.datasets.store.Digests;
import dev.scrim.jobs.rows.Cells;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.spec.Source;
import dev.scrim.jobs.stage.RowDigest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Recordings as tables. Rows have no order of their own, so each stream is put in order of time, and rows of one time in
 * order of all their fields: the same rows are the same recording, however they are stored.
 *
 * <p>An id that only streams know is a recording without metadata, so that no event goes missing unsaid.
 */
final class TableInput implements Input {
    static final int ORDINAL_AT = 0;
    static final int RANK_AT = 1;
    static final int METADATA_AT = 2;
    static final int SCREENS_AT = 3;
    /** Rank of a recording's first row; the streams have their own ranks, from 0. */
    static final int HEAD = -1;

    private static final String ORDINAL = "ordinal";
    private static final String RANK = "rank";
    private static final String METADATA = "metadata";
    private static final String SCREENS = "screens";

    private final Map<Source.Stream, StreamTable> tables = new EnumMap<>(Source.Stream.class);
    private final Set<String> only;
    private final SparkSession spark;
    private final Dataset<Row> numbered;
    private final int size;

    /**
     * Opens the source's tables and numbers their recordings by id.
     *
     * @param only ids of the wanted recordings; empty for all
     * @param firstOrdinal of its first recording
     */
    TableInput(SparkSession spark, Source.Tables source, Set<String> only, int firstOrdinal) {
        this.spark = spark;
        this.only = only;
        source.tables().forEach((stream, table) -> tables.put(stream, StreamTable.of(spark, stream, table)));
        // Every use would find and number the recordings anew. Small, and encrypted where Spark spills it.
        this.numbered = numbered(firstOrdinal).persist();
        this.size = Math.toIntExact(numbered.count());
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Set<String> holds(Set<String> wanted) {
        return numbered
                .filter(col(StreamTable.ID).isin(wanted.toArray()))
                .select(StreamTable.ID)
                .distinct()
                .collectAsList()
                .stream()
                .map(r -> r.getString(0))
                .collect(Collectors.toSet());
    }

    @Override
    public Dataset<Row> heads() {
        return row(numbered, lit(HEAD), Optional.empty());
    }

    @Override
    public Dataset<Row> recordings() {
        return sorted(numbered);
    }

    @Override
    public Dataset<Row> recordings(Set<Integer> ordinals) {
        return sorted(numbered.filter(col(ORDINAL).isin(ordinals.toArray())));
    }

    @Override
    public void close() {
        numbered.unpersist();
    }

    @Override
    public Opened.Opener opener() {
        EnumSet<StreamKind> streams = EnumSet.noneOf(StreamKind.class);
        streams.addAll(eventTables().keySet());
        return new TableOpener(streams);
    }

    /** Of the rows as they are mapped, table by table, and of the video files that they name. */
    @Override
    public List<String> digests() {
        List<String> out = new ArrayList<>();
        tables.forEach((stream, table) -> out.add(digest(stream.label(), wanted(table.fields()))));
        StreamTable screen = tables.get(Source.Stream.SCREEN);
        if (screen != null) {
            StructType hash =
                    Cells.struct(Cells.must("file", DataTypes.StringType), Cells.must("sha256", DataTypes.StringType));
            Dataset<Row> files = wanted(screen.fields())
                    .select(col("file").cast(DataTypes.StringType))
                    .distinct()
                    .filter(col("file").isNotNull())
                    .map((MapFunction<Row, Row>) TableInput::hash, Encoders.row(hash));
            out.add(digest("files", files));
        }
        return out;
    }

    /** Rows of a table have no recording's order to hash them in. */
    @Override
    public Map<Integer, String> recordingDigests() {
        return Map.of();
    }

    @Override
    public long bytes() {
        return Long.MAX_VALUE;
    }

    private static String digest(String kind, Dataset<Row> rows) {
        ContentDigest digest =
                RowDigest.of(rows.withColumn(Tagged.KIND, lit(kind))).getOrDefault(kind, new ContentDigest());
        return Digests.fields("scrim-table/1").add(kind).add(digest.hex()).hex();
    }

    private static Row hash(Row row) throws IOException {
        Optional<ScreenUri> file = ScreenUri.parse(row.getString(0));
        if (file.isEmpty() || !file.get().exists()) {
            return RowFactory.create(row.getString(0), "absent");
        }
        try (InputStream in = Channels.newInputStream(file.get().open())) {
            return RowFactory.create(row.getString(0), Digests.sha256(in));
        }
    }

    /** One row for each recording: ordinal, id, metadata (null where only streams know it) and its videos in time order. */
    private Dataset<Row> numbered(int firstOrdinal) {
        Dataset<Row> known = wanted(table(Source.Stream.RECORDINGS).fields());
        Column[] fields =
                java.util.Arrays.stream(known.columns()).map(functions::col).toArray(Column[]::new);
        Dataset<Row> all =
                known.select(col(StreamTable.ID), functions.struct(fields).as(METADATA));
        Optional<Dataset<Row>> used = tables.values().stream()
                .filter(table -> table.stream() != Source.Stream.RECORDINGS)
                .map(table -> wanted(table.fields().select(StreamTable.ID)))
                .reduce(Dataset::union);
        if (used.isPresent()) {
            Dataset<Row> declared = all.select(col(StreamTable.ID).as("declared"));
            Column same = col(StreamTable.ID).eqNullSafe(col("declared"));
            all = all.unionByName(used.get().distinct().join(declared, same, "left_anti"), true);
        }
        all = all.join(screens(), col(StreamTable.ID).equalTo(col("screen_of")), "left_outer")
                .select(col(StreamTable.ID), col(METADATA), col(SCREENS))
                .orderBy(StreamTable.ID, METADATA, SCREENS);
        StructType type = Cells.struct(
                Cells.must(ORDINAL, DataTypes.IntegerType),
                all.schema().apply(StreamTable.ID),
                all.schema().apply(METADATA),
                all.schema().apply(SCREENS));
        JavaRDD<Row> rows = all.toJavaRDD()
                .zipWithIndex()
                .map(t -> RowFactory.create(
                        Math.toIntExact(firstOrdinal + t._2()), t._1().get(0), t._1().get(1), t._1().get(2)));
        return spark.createDataFrame(rows, type);
    }

    private Dataset<Row> screens() {
        StreamTable table = tables.get(Source.Stream.SCREEN);
        if (table == null) {
            return spark.createDataFrame(
                    List.of(),
                    Cells.struct(
                            Cells.may("screen_of", DataTypes.StringType),
                            Cells.may(
                                    SCREENS,
                                    DataTypes.createArrayType(Cells.struct(Cells.may("file", DataTypes.StringType))))));
        }
        // By time first, whatever the format's order of fields.
        List<String> columns = List.of(table.fields().columns());
        Column[] byTime = List.of("start_us", "file", "codec").stream()
                .filter(columns::contains)
                .map(functions::col)
                .toArray(Column[]::new);
        return wanted(table.fields())
                .groupBy(col(StreamTable.ID).as("screen_of"))
                .agg(functions
                        .sort_array(functions.collect_list(functions.struct(byTime)))
                        .as(SCREENS));
    }

    private Dataset<Row> sorted(Dataset<Row> heads) {
        Dataset<Row> all = row(heads, lit(HEAD), Optional.empty());
        Dataset<Row> ordinals = heads.filter(col(METADATA).isNotNull())
                .select(
                        col(ORDINAL),
                        col(StreamTable.ID).as("head_of"),
                        lit(null).as(METADATA),
                        lit(null).as(SCREENS));
        List<Column> order = new ArrayList<>(List.of(col(ORDINAL), col(RANK)));
        for (Map.Entry<StreamKind, StreamTable> e : eventTables().entrySet()) {
            String name = e.getValue().stream().label();
            Dataset<Row> events = e.getValue().structs(name);
            all = all.unionByName(row(
                    events.join(ordinals, col(StreamTable.ID).equalTo(col("head_of"))),
                    lit(e.getKey().rank()),
                    Optional.of(name)));
            order.add(col(name));
        }
        return all.repartition(col(ORDINAL)).sortWithinPartitions(order.toArray(Column[]::new));
    }

    /** Ordinal, rank, metadata, videos, and one struct for each stream, of which at most one is filled. */
    private Dataset<Row> row(Dataset<Row> rows, Column rank, Optional<String> filled) {
        List<Column> columns = new ArrayList<>(List.of(col(ORDINAL), rank.as(RANK), typed(METADATA), typed(SCREENS)));
        for (StreamTable table : eventTables().values()) {
            String name = table.stream().label();
            columns.add(
                    filled.equals(Optional.of(name))
                            ? col(name)
                            : lit(null)
                                    .cast(table.structs(name)
                                            .schema()
                                            .apply(name)
                                            .dataType())
                                    .as(name));
        }
        return rows.select(columns.toArray(Column[]::new));
    }

    private Column typed(String name) {
        return col(name).cast(numbered.schema().apply(name).dataType()).as(name);
    }

    private Map<StreamKind, StreamTable> eventTables() {
        Map<StreamKind, StreamTable> out = new EnumMap<>(StreamKind.class);
        tables.forEach((stream, table) -> {
            if (stream != Source.Stream.RECORDINGS && stream != Source.Stream.SCREEN) {
                out.put(StreamKind.valueOf(stream.name()), table);
            }
        });
        return out;
    }

    private StreamTable table(Source.Stream stream) {
        StreamTable table = tables.get(stream);
        if (table == null) {
            throw new IllegalStateException("Cannot read a source without table " + stream.label());
        }
        return table;
    }

    private Dataset<Row> wanted(Dataset<Row> rows) {
        return only.isEmpty() ? rows : rows.filter(col(StreamTable.ID).isin(only.toArray()));
    }
}
