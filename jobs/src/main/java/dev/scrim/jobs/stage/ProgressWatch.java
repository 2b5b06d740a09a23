package dev.scrim.jobs.stage;

import dev.scrim.datasets.store.StageName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Follows one counter while tasks raise it. An accumulator's own value only moves when a task ends, which for video is
 * minutes; heartbeats tell what running tasks have added so far.
 */
public final class ProgressWatch implements AutoCloseable {
    /** Told of the state once a second. */
    public interface Display {
        void show(StageName stage, String unit, long done, long total, double seconds);
    }

    private static final long PERIOD_MS = 1_000;

    private final Display display;
    private volatile @Nullable Watched watched;
    private final Thread ticker;
    private volatile boolean closed;

    public ProgressWatch(Display display) {
        this.display = display;
        this.ticker = new Thread(this::tick, "scrim-progress");
        ticker.setDaemon(true);
        ticker.start();
    }

    LongAccumulator start(SparkSession spark, StageName stage, String unit, long total) {
        stop();
        LongAccumulator counter = spark.sparkContext().longAccumulator("scrim-" + unit);
        Watched fresh = new Watched(spark, stage, unit, total, counter, System.nanoTime());
        spark.sparkContext().addSparkListener(fresh);
        watched = fresh;
        return counter;
    }

    /** Shows the last state and stops following. */
    void stop() {
        Watched last = watched;
        watched = null;
        if (last != null) {
            last.spark.sparkContext().removeSparkListener(last);
            show(last, last.counter.sum());
        }
    }

    private void tick() {
        while (!closed) {
            try {
                Thread.sleep(PERIOD_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            Watched now = watched;
            if (now != null) {
                show(now, now.done());
            }
        }
    }

    private void show(Watched w, long done) {
        display.show(w.stage, w.unit, done, w.total, (System.nanoTime() - w.startedNs) / 1e9);
    }

    @Override
    public void close() {
        stop();
        closed = true;
        ticker.interrupt();
    }

    private static final class Watched extends SparkListener {
        private final SparkSession spark;
        private final StageName stage;
        private final String unit;
        private final long total;
        private final LongAccumulator counter;
        private final long startedNs;
        private final Map<Long, Long> running = new ConcurrentHashMap<>();

        Watched(SparkSession spark, StageName stage, String unit, long total, LongAccumulator counter, long startedNs) {
            this.spark = spark;
            this.stage = stage;
            this.unit = unit;
            this.total = total;
            this.counter = counter;
            this.startedNs = startedNs;
        }

        long done() {
            return counter.sum()
                    + running.values().stream().mapToLong(Long::longValue).sum();
        }

        @Override
        public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
            CollectionConverters.asJava(update.accumUpdates()).forEach(task -> {
                for (AccumulableInfo info : CollectionConverters.asJava(task._4())) {
                    if (info.id() == counter.id() && info.update().isDefined()) {
                        running.put((Long) task._1(), ((Number) info.update().get()).longValue());
                    }
                }
            });
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            running.remove(end.taskInfo().taskId());
        }
    }
}
