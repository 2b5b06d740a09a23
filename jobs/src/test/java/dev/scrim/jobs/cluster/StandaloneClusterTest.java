package dev.scrim.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.store.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The demo on a standalone cluster with two workers; takes minutes and needs the packaged jar. */
@EnabledIfSystemProperty(named = "scrim.long", matches = "true", disabledReason = "takes minutes: -Dscrim.long=true")
class StandaloneClusterTest {
    private static final int LONGEST_MINUTES = 15;

    @TempDir
    Path home;

    @Test
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
    }

    private void run(List<String> launcher, String to, Path keyring) throws IOException, InterruptedException {
        Path demo = Path.of("demo").toAbsolutePath();
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of("build", "--evaluation"));
        command.addAll(List.of("--from", demo.resolve("recordings").toString()));
        command.addAll(List.of("--consent", demo.resolve("consent.csv").toString()));
        command.addAll(List.of("--to", home.resolve(to).toString(), "--keyring", keyring.toString()));
        Process build = new ProcessBuilder(command).inheritIO().start();
        assertThat(build.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(build.exitValue()).isZero();
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
