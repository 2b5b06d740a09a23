package dev.scrim.jobs.stage;

import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.report.Progress;
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
    private static final long PERIOD_MS = 1_000;

    private final Progress progress;
    private final Thread ticker;
    private volatile @Nullable Watched watched;
    private volatile boolean closed;

    public ProgressWatch(Progress progress) {
        this.progress = progress;
        this.ticker = new Thread(this::tick, "scrim-progress");
        ticker.setDaemon(true);
        ticker.start();
    }

    LongAccumulator start(SparkSession spark, StageName stage, String unit, long total) {
        stop();
        LongAccumulator counter = spark.sparkContext().longAccumulator("scrim-" + unit);
        Watched fresh = new Watched(spark, counter);
        spark.sparkContext().addSparkListener(fresh);
        progress.start(stage.value(), unit, total);
        watched = fresh;
        return counter;
    }

    /** Says the last state and stops following. */
    void stop() {
        Watched last = watched;
        watched = null;
        if (last != null) {
            last.spark.sparkContext().removeSparkListener(last);
            progress.moveTo(last.counter.sum());
            progress.finish();
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
                progress.moveTo(now.done());
            }
        }
    }

    @Override
    public void close() {
        stop();
        closed = true;
        ticker.interrupt();
    }

    private static final class Watched extends SparkListener {
        private final SparkSession spark;
        private final LongAccumulator counter;
        private final Map<Long, Long> running = new ConcurrentHashMap<>();

        Watched(SparkSession spark, LongAccumulator counter) {
            this.spark = spark;
            this.counter = counter;
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
