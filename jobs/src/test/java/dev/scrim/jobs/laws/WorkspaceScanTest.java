package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.scan.ScanResult;
import dev.scrim.datasets.scan.SecretScan;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardReader;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.capture.CaptureStage;
import dev.scrim.jobs.cli.Main;
import dev.scrim.jobs.readings.ReadingsStage;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Law 8, by the scanner that comes with Scrim: every file of a workspace, whatever it is packed in. */
@EnabledIfSystemProperty(
        named = "scrim.long",
        matches = "true",
        disabledReason = "builds of its own: -Dscrim.long=true")
class WorkspaceScanTest {
    private static final SecretScan SECRETS = new SecretScan(Planted.SECRETS);

    @TempDir
    private Path open;

    @Test
    void noFileOfAFinishedBuildsWorkspaceHoldsASecret() throws IOException {
        SharedSpark.built();
        ScanResult found = SECRETS.scan(SharedSpark.place("demo"), 2, bytes -> {});
        assertThat(found.hits()).isEmpty();
        assertThat(found.unopened()).isEmpty();
        assertThat(found.files()).isGreaterThan(40);
    }

    /** The same tables without encryption: that nothing was found above is not because nothing can be. */
    @Test
    void theSameBuildLaidOpenIsFullOfThem() throws IOException {
        BuildJob.Done done = SharedSpark.built();
        Path tables = open.resolve("tables");
        done.build()
                .table(StageNames.READINGS, ReadingsStage.READINGS)
                .write()
                .option("compression", "gzip")
                .json(tables.resolve("readings").toString());
        done.build()
                .table(StageNames.CAPTURE, CaptureStage.RECORDINGS)
                .write()
                .json(tables.resolve("recordings").toString());
        ScanResult found = SECRETS.scan(tables, 2, bytes -> {});
        assertThat(found.hits()).extracting(ScanResult.Hit::how).contains("UTF-8 in gz");
        assertThat(found.hits()).extracting(h -> h.file().split("/", 2)[0]).contains("readings");

        Path list = Files.createFile(
                open.resolve("secrets.txt"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(list, Planted.SECRETS);
        assertThat(Main.execute("scan", tables.toString(), "--secrets", list.toString()))
                .isEqualTo(1);
        assertThat(Main.execute("scan", SharedSpark.place("demo").toString(), "--secrets", list.toString()))
                .isZero();
        Files.setPosixFilePermissions(list, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Main.execute("scan", tables.toString(), "--secrets", list.toString()))
                .isEqualTo(2);
    }

    /** What an export discloses is in compressed pages of Parquet files: there too it is seen. */
    @Test
    void parquetThatIsNotEncryptedIsReadRowByRow() throws IOException {
        Path shards = SharedSpark.export(SharedSpark.built()).resolve("hf-parquet");
        LocalShardDirectory directory = new LocalShardDirectory(shards);
        String file = directory.list().stream()
                .filter(f -> f.endsWith(".parquet"))
                .findFirst()
                .orElseThrow();
        String sample;
        try (ShardReader reader = ShardFormats.load().steps("hf-parquet").read(directory, file)) {
            sample = String.valueOf(reader.next().orElseThrow().values().get("sample_id"));
        }
        ScanResult found = new SecretScan(List.of(sample)).scan(shards, 1, bytes -> {});
        assertThat(found.hits()).extracting(ScanResult.Hit::how).contains("UTF-8 in Parquet");
    }
}
