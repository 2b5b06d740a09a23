package dev.scrim.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.jobs.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(Main.execute(build(home.resolve("local"), keyring))).isZero();

        Process cluster = new ProcessBuilder(Stream.concat(
                                Stream.of(Path.of("cluster", "standalone.sh")
                                        .toAbsolutePath()
                                        .toString()),
                                Stream.of(build(home.resolve("cluster"), keyring)))
                        .toList())
                .inheritIO()
                .start();
        assertThat(cluster.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(cluster.exitValue()).isZero();

        assertThat(shards(home.resolve("cluster"))).isEqualTo(shards(home.resolve("local")));
    }

    private static String[] build(Path to, Path keyring) {
        Path demo = Path.of("demo").toAbsolutePath();
        return new String[] {
            "build", "--evaluation", "--from", demo.resolve("recordings").toString(),
            "--consent", demo.resolve("consent.csv").toString(), "--to", to.toString(),
            "--keyring", keyring.toString()
        };
    }

    /** By path, as text that a failing assertion can show; the stage's own manifest holds times. */
    private static Map<String, String> shards(Path workspace) throws IOException {
        Path export = workspace.resolve("08-export").toRealPath();
        Map<String, String> out = new TreeMap<>();
        try (Stream<Path> all = Files.walk(export)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = export.relativize(file).toString();
                if (!name.equals("manifest.json")) {
                    out.put(name, dev.scrim.datasets.store.Digests.sha256(Files.readAllBytes(file)));
                }
            }
        }
        assertThat(out).isNotEmpty();
        return out;
    }
}
