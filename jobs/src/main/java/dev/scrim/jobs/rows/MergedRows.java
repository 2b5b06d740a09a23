package dev.scrim.jobs.rows;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A sorted merge: several kinds of rows of one recording (or one part of it) brought to one task, in one order, without
 * a join that would have to hold either side. Each input says its rank, which decides what comes first within a group.
 */
public final class MergedRows {
    public static final String GROUP = "group";
    private static final String RANK = "rank";
    private static final String ORDER = "order";

    private record Input(Dataset<Row> rows, String kind, StructType type, Column group, Column order) {}

    private final List<Input> inputs = new ArrayList<>();
    private @Nullable Balance balance;

    /**
     * Adds rows in the shape that stages read: subject, recording, seq and the kind's struct.
     *
     * @param group what part of the recording a row belongs to; rows of equal recording and group meet
     * @param order place within its kind: a long
     */
    public MergedRows with(Dataset<Row> rows, String kind, StructType type, Column group, Column order) {
        inputs.add(new Input(rows, kind, type, group, order));
        return this;
    }

    /** Has the groups spread by their weights, where they are work enough; else their hashes decide. */
    public MergedRows over(Balance weighed) {
        balance = weighed;
        return this;
    }

    /**
     * All rows, in as many partitions as the session shuffles to or the balance has tasks, sorted by recording, group, the order in which the
     * kinds were added, and the order within the kind. Columns: subject, recording, group, rank, order, seq, and one
     * struct for each kind.
     */
    public Dataset<Row> sorted() {
        return sortedBy();
    }

    /** As {@link #sorted()}; {@code ties} come before {@code seq} where the order within the kind is equal. */
    public Dataset<Row> sortedBy(Column... ties) {
        @Nullable Dataset<Row> all = null;
        for (int i = 0; i < inputs.size(); i++) {
            Input input = inputs.get(i);
            List<Column> columns = new ArrayList<>(List.of(
                    functions.col(Tagged.SUBJECT),
                    functions.col(Tagged.RECORDING),
                    input.group().cast("string").as(GROUP),
                    functions.lit(i).as(RANK),
                    input.order().cast("long").as(ORDER),
                    functions.col(Tagged.SEQ)));
            for (int j = 0; j < inputs.size(); j++) {
                Input other = inputs.get(j);
                columns.add(
                        j == i
                                ? functions.col(input.kind())
                                : functions.lit(null).cast(other.type()).as(other.kind()));
            }
            Dataset<Row> part = input.rows().select(columns.toArray(Column[]::new));
            all = all == null ? part : all.unionByName(part);
        }
        if (all == null) {
            throw new IllegalStateException("Cannot merge nothing");
        }
        List<Column> sort = new ArrayList<>();
        for (String column : List.of(Tagged.RECORDING, GROUP, RANK, ORDER)) {
            sort.add(functions.col(column));
        }
        sort.addAll(List.of(ties));
        sort.add(functions.col(Tagged.SEQ));
        Dataset<Row> spread = balance == null
                ? all.repartition(functions.col(Tagged.RECORDING), functions.col(GROUP))
                : balance.spread(all);
        return spread.sortWithinPartitions(sort.toArray(Column[]::new));
    }

    /** Identifies a group within a partition. */
    public static String keyOf(Row row) {
        return Balance.key(row.getAs(Tagged.RECORDING), row.getAs(GROUP));
    }
}
