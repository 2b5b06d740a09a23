package dev.scrim.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.scan.SecretScan;
import dev.scrim.datasets.store.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The demo on a standalone cluster with two workers; takes minutes and needs the packaged jar. */
@EnabledIfSystemProperty(named = "scrim.long", matches = "true", disabledReason = "takes minutes: -Dscrim.long=true")
class StandaloneClusterTest {
    private static final int LOOK_MS = 500;
    private static final int SECRET_DIGITS = 64;

    @TempDir
    Path home;

    private String secret = "";
    private int looks;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void aClusterWritesTheShardsThatOneProcessWrites() throws Exception {
        Assumptions.assumeTrue(
                Files.isDirectory(Path.of("target", "lib")), "the jar is not packaged: ./mvnw -pl jobs -am package");
        Path keyring = home.resolve("keyring.json");
        // Both from the same jars: a build's id, which is in its shards, says which code made it.
        run(
                List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx2g", "-jar", jar()),
                "local",
                keyring);
        run(List.of(Path.of("cluster", "standalone.sh").toAbsolutePath().toString()), "cluster", keyring);

        assertThat(shards(home.resolve("cluster"))).isEqualTo(shards(home.resolve("local")));
        assertThat(looks).as("looks at running executors").isPositive();
        for (String folder : List.of("logs", "events", "cluster")) {
            assertThat(new SecretScan(List.of(secret))
                            .scan(home.resolve(folder), 2, bytes -> {})
                            .hits())
                    .as("the secret in %s", folder)
                    .isEmpty();
        }
        try (Stream<Path> events = Files.walk(home.resolve("events"))) {
            assertThat(events.filter(Files::isRegularFile)).isNotEmpty();
        }
    }

    private void run(List<String> launcher, String to, Path keyring) throws IOException, InterruptedException {
        Path demo = Path.of("demo").toAbsolutePath();
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of("build", "--evaluation"));
        command.addAll(List.of("--from", demo.resolve("recordings").toString()));
        command.addAll(List.of("--consent", demo.resolve("consent.csv").toString()));
        command.addAll(List.of("--to", home.resolve(to).toString(), "--keyring", keyring.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment()
                .put("TMPDIR", Files.createDirectories(home.resolve("temp")).toString());
        builder.environment()
                .put(
                        "SCRIM_CLUSTER_LOGS",
                        Files.createDirectories(home.resolve("logs")).toString());
        builder.environment()
                .put(
                        "SCRIM_CLUSTER_EVENTS",
                        Files.createDirectories(home.resolve("events")).toString());
        Process build = builder.start();
        while (build.isAlive() && !build.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
            lookAtCommandLines();
        }
        assertThat(build.exitValue()).isZero();
    }

    /** While the cluster runs: its secret, and whether it stands on anybody's command line. */
    private void lookAtCommandLines() throws IOException {
        try (Stream<Path> all = Files.walk(home.resolve("temp"), 2)) {
            for (Path file : all.filter(f -> f.endsWith("cluster.conf")).toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
                Files.readAllLines(file).stream()
                        .filter(l -> l.startsWith("spark.authenticate.secret "))
                        .map(l -> l.substring(l.lastIndexOf(' ') + 1))
                        .filter(s -> s.length() == SECRET_DIGITS)
                        .forEach(s -> secret = s);
            }
        } catch (UncheckedIOException | NoSuchFileException e) {
            return; // The script is ending, and removes its folder.
        }
        if (!secret.isEmpty()) {
            List<String> lines =
                    ProcessHandle.allProcesses().map(p -> commandLine(p.pid())).toList();
            looks += lines.stream().anyMatch(l -> l.contains("CoarseGrainedExecutorBackend")) ? 1 : 0;
            assertThat(lines.stream().anyMatch(l -> l.contains(secret)))
                    .as("the secret on a command line")
                    .isFalse();
        }
    }

    /** All of it: what the JDK tells of another process ends with a page. */
    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static String jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(f -> f.getFileName().toString().matches("scrim-jobs-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow()
                    .toString();
        }
    }

    /** By path, as text that a failing assertion can show; the stage's own manifest holds times. */
    private static Map<String, String> shards(Path workspace) throws IOException {
        Path export = workspace.resolve("08-export").toRealPath();
        Map<String, String> out = new TreeMap<>();
        try (Stream<Path> all = Files.walk(export)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = export.relativize(file).toString();
                if (!name.equals("manifest.json")) {
                    out.put(name, Digests.sha256(Files.readAllBytes(file)));
                }
            }
        }
        assertThat(out).isNotEmpty();
        return out;
    }
}
