package dev.scrim.jobs.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.stage.StageNames;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sees from outside what a build spends processor time on. Many times a second it looks at what each thread that has
 * worked since is doing, and gives the thread's processor time since to that; so engines are told apart in the time that
 * they really took, on any number of threads, and no code carries a stopwatch. What the process used beyond its Java
 * threads is the runtime's.
 */
final class WorkSampler implements AutoCloseable {
    /** Costs about 1 % at this pace, and a stage takes seconds. */
    private static final long EVERY_MS = 20;
    /** Deep enough to see from an engine's call down to our own code, through Spark's iterators. */
    private static final int DEPTH = 120;

    private static final String OWN = "dev.scrim.";
    private static final String JOBS = "dev.scrim.jobs.";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final Thread driver = Thread.currentThread();
    private final Map<Long, Long> before = new HashMap<>();
    private final Map<String, Work> stages = new TreeMap<>();
    private final Thread sampler = new Thread(this::watch, "bench sampler");
    private long processNs;
    private String stage = StageNames.ORDER.get(0).value();
    private volatile boolean running = true;

    private enum Kind {
        DECODE,
        OCR,
        ENCODE,
        OWN,
        SPARK
    }

    /** Starts; the calling thread is the one that runs stages. */
    WorkSampler() {
        processNs = system.getProcessCpuTime();
        for (long id : threads.getAllThreadIds()) {
            before.put(id, threads.getThreadCpuTime(id));
        }
        sampler.setDaemon(true);
        sampler.start();
    }

    private void watch() {
        while (running) {
            look();
            try {
                Thread.sleep(EVERY_MS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private synchronized void look() {
        List<Long> busy = new ArrayList<>();
        List<Long> spentNs = new ArrayList<>();
        for (long id : threads.getAllThreadIds()) {
            long now = threads.getThreadCpuTime(id);
            Long last = before.put(id, now);
            long spent = now - (last == null ? 0 : last);
            if (now > 0 && spent > 0) {
                busy.add(id);
                spentNs.add(spent);
            }
        }
        enterStage();
        @Nullable
        ThreadInfo[] infos =
                threads.getThreadInfo(busy.stream().mapToLong(Long::longValue).toArray(), DEPTH);
        Map<Kind, Double> seconds = new EnumMap<>(Kind.class);
        double java = 0;
        for (int i = 0; i < infos.length; i++) {
            ThreadInfo info = infos[i];
            if (info != null) {
                double s = spentNs.get(i) / 1e9;
                seconds.merge(kind(info.getStackTrace()), s, Double::sum);
                java += s;
            }
        }
        long process = system.getProcessCpuTime();
        double all = (process - processNs) / 1e9;
        processNs = process;
        stages.merge(
                stage,
                new Work(
                        seconds.getOrDefault(Kind.DECODE, 0.0),
                        seconds.getOrDefault(Kind.OCR, 0.0),
                        seconds.getOrDefault(Kind.ENCODE, 0.0),
                        seconds.getOrDefault(Kind.OWN, 0.0),
                        seconds.getOrDefault(Kind.SPARK, 0.0),
                        Math.max(0, all - java)),
                Work::plus);
    }

    /** The stage that the driver is in, by the method that it stands in; between two stages still the former. */
    private void enterStage() {
        for (StackTraceElement at : driver.getStackTrace()) {
            String name = at.getClassName();
            if (name.startsWith(JOBS)
                    && name.endsWith("Stage")
                    && at.getMethodName().equals("run")) {
                String part = name.substring(JOBS.length(), name.lastIndexOf('.'));
                for (StageName each : StageNames.ORDER) {
                    if (each.value().endsWith("-" + part)) {
                        stage = each.value();
                        return;
                    }
                }
            }
        }
    }

    private static Kind kind(StackTraceElement[] stack) {
        boolean own = false;
        for (StackTraceElement at : stack) {
            String name = at.getClassName();
            String method = at.getMethodName();
            if (name.startsWith("ai.onnxruntime.") || name.endsWith(".TesseractEngine")) {
                return Kind.OCR;
            }
            if (name.startsWith(OWN + "datasets.media.")) {
                return method.startsWith("encode") ? Kind.ENCODE : Kind.DECODE;
            }
            own |= name.startsWith(OWN) && !name.startsWith(JOBS + "rows.");
            // Below a task's iterator there is only Spark calling us.
            if (own && name.startsWith("org.apache.spark.")) {
                return Kind.OWN;
            }
            if (name.startsWith("org.apache.spark.") || name.startsWith("org.apache.parquet.")) {
                return Kind.SPARK;
            }
        }
        return own ? Kind.OWN : Kind.SPARK;
    }

    /** Ends; by stage, each that was seen. */
    Map<String, Work> stop() {
        close();
        look();
        return Map.copyOf(stages);
    }

    @Override
    public void close() {
        running = false;
        sampler.interrupt();
    }
}
