package dev.scrim.jobs.laws;

import dev.scrim.jobs.cli.Main;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A run of Scrim in a JVM of its own, whose folder for temporary files is its own as well and is looked into all the
 * while, and which keeps Spark's event log.
 */
final class WatchedRun {
    private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(6);
    private static final long LOOK_EVERY_MS = 25;
    private static final int LOOKED_INTO_BYTES = 4_000_000;

    private final Path home;
    private final Process process;
    private final Map<String, byte[]> seen = new TreeMap<>();
    private final Map<String, String> modes = new TreeMap<>();

    private WatchedRun(Path home, Process process) {
        this.home = home;
        this.process = process;
    }

    /** @param home folder for its output, its temporary files and its event log; made by this */
    static WatchedRun start(Path home, List<String> arguments) throws IOException {
        Files.createDirectories(home.resolve("tmp"));
        Files.createDirectories(home.resolve("events"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> a.startsWith("--add-opens") || a.startsWith("-Xmx") || a.startsWith("-Dio.netty"))
                .toList());
        command.addAll(List.of(
                "-XX:+UseParallelGC",
                "-Djava.io.tmpdir=" + home.resolve("tmp"),
                "-Dspark.eventLog.enabled=true",
                "-Dspark.eventLog.compress=false",
                "-Dspark.eventLog.dir=" + home.resolve("events").toUri(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile())
                .start();
        return new WatchedRun(home, process);
    }

    /** Watches until something holds, or the run ends. */
    void until(BooleanSupplier holds) throws Exception {
        long end = System.nanoTime() + PATIENCE_NS;
        while (process.isAlive() && !holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError("The run takes too long: " + output());
            }
            look();
            Thread.sleep(LOOK_EVERY_MS);
        }
    }

    /** Watches to the end. */
    int end() throws Exception {
        until(() -> false);
        return process.waitFor();
    }

    String output() throws IOException {
        return Files.readString(home.resolve("output"));
    }

    /** Everything that ever lay in its folder for temporary files, as it was when it was largest. */
    Map<String, byte[]> temporaryFiles() {
        return seen;
    }

    /** Mode of each folder that lay directly in it. */
    Map<String, String> temporaryFolders() {
        return modes;
    }

    /** What it printed and what Spark logged of its events. */
    Map<String, byte[]> logs() throws IOException {
        Map<String, byte[]> logs = new TreeMap<>();
        logs.put("output", output().getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> all = Files.walk(home.resolve("events"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                logs.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return logs;
    }

    private void look() {
        Path tmp = home.resolve("tmp");
        try (Stream<Path> all = Files.walk(tmp)) {
            for (Path place : (Iterable<Path>) all::iterator) {
                look(tmp, place);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            return; // Something went away while it was looked at; the next look is soon.
        }
    }

    private void look(Path tmp, Path place) throws IOException {
        String name = tmp.relativize(place).toString();
        if (Files.isDirectory(place)) {
            if (!name.isEmpty() && !name.contains("/")) {
                modes.put(name, PosixFilePermissions.toString(Files.getPosixFilePermissions(place)));
            }
            return;
        }
        long bytes = Files.size(place);
        byte[] before = seen.get(name);
        if (bytes <= LOOKED_INTO_BYTES && (before == null || before.length < bytes)) {
            seen.put(name, Files.readAllBytes(place));
        }
    }
}
