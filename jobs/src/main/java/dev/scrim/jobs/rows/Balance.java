package dev.scrim.jobs.rows;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Which task does which group's work, so that all cores are done at nearly the same time: the heaviest group first, each
 * to the task that has least so far (LPT, Graham 1969: at most a third longer than the best there is). Tasks are started
 * in the order of their numbers, so a recording of a day is begun before thousands of short ones and not behind them.
 */
public final class Balance implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Tasks for each part that an ordinary shuffle has: small enough that none is waited for long at the end. */
    private static final int FINER = 4;

    private final Map<String, Integer> tasks;
    private final int count;

    private Balance(Map<String, Integer> tasks, int count) {
        this.tasks = tasks;
        this.count = count;
    }

    /**
     * How heavy a group is.
     *
     * @param group as in {@link MergedRows}
     * @param weight in any unit, such as frames
     */
    public record Load(String recording, String group, long weight) {}

    /** A balance of these loads over no more tasks than there are groups, for this session's cores. */
    public static Balance of(SparkSession session, List<Load> loads) {
        return of(loads, FINER * Integer.parseInt(session.conf().get("spark.sql.shuffle.partitions")));
    }

    /** A balance over at most {@code most} tasks; the same whatever order the loads come in. */
    static Balance of(List<Load> loads, int most) {
        record Task(int number, long weight) {}

        int count = Math.max(1, Math.min(loads.size(), most));
        PriorityQueue<Task> least =
                new PriorityQueue<>(Comparator.comparingLong(Task::weight).thenComparingInt(Task::number));
        for (int i = 0; i < count; i++) {
            least.add(new Task(i, 0));
        }
        List<Load> heaviest = new ArrayList<>(loads);
        heaviest.sort(Comparator.comparingLong((Load l) -> -l.weight())
                .thenComparing(Load::recording)
                .thenComparing(Load::group));
        Map<String, Integer> tasks = new HashMap<>();
        for (Load load : heaviest) {
            Task task = least.remove();
            tasks.put(key(load.recording(), load.group()), task.number());
            least.add(new Task(task.number(), task.weight() + load.weight()));
        }
        return new Balance(tasks, count);
    }

    /** How many tasks there are. */
    int count() {
        return count;
    }

    /** The task of a group; of one that was not weighed too. */
    int taskOf(String recording, String group) {
        String key = key(recording, group);
        return tasks.getOrDefault(key, Math.floorMod(key.hashCode(), count));
    }

    /** Brings each row to its group's task. */
    Dataset<Row> spread(Dataset<Row> rows) {
        Column task = functions
                .udf((UDF2<String, String, Integer>) this::taskOf, DataTypes.IntegerType)
                .apply(functions.col(Tagged.RECORDING), functions.col(MergedRows.GROUP));
        return rows.repartitionById(count, task);
    }

    /** What tells a group from all others: also how a task knows where one ends. */
    static String key(String recording, String group) {
        return recording + "\u0000" + group;
    }
}
