package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.datasets.vault.MasterPlace;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.build.BuildOptions;
import dev.scrim.jobs.capture.CaptureStage;
import dev.scrim.jobs.report.Progress;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A build whose master key is with a key service: it works, and without the service's key all of it is noise. */
class KeyServiceTest {
    private static final String GONE = "key service does not have the key";

    @Test
    void aBuildUnderAKeyServiceIsNoiseOnceTheServicesKeyIsDestroyed() throws IOException {
        Path workspace = SharedSpark.place("key-service");
        Path keyring = SharedSpark.place("served.json");
        Path tokenFile = Files.createFile(
                SharedSpark.place("token"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(tokenFile, TransitStandIn.TOKEN);
        try (TransitStandIn server = new TransitStandIn()) {
            LocalKeyring keys = LocalKeyring.create(
                    keyring,
                    new MasterPlace.VaultTransit(
                            server.address(),
                            "transit",
                            TransitStandIn.KEY,
                            Optional.empty(),
                            Optional.of(tokenFile),
                            Optional.empty(),
                            false));
            BuildJob.Done done = build(workspace, keyring);
            assertThat(done.build().manifest(StageNames.EXPORT).count("steps.out"))
                    .isPositive();
            assertThat(rows(done)).isPositive();
            asked(server, keyring);
            nothingElseKnowsTheToken(done, workspace);

            server.deleteKey();
            keys.forget();
            assertThat(Files.readString(keyring)).doesNotContain("keyData");
            assertThatThrownBy(() -> rows(done)).hasStackTraceContaining(GONE);
            assertThatThrownBy(() -> LocalKeyring.open(keyring))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(GONE);
            assertThatThrownBy(() -> build(workspace, keyring))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(GONE)
                    .hasMessageContaining("backup");
        }
    }

    private static BuildJob.Done build(Path workspace, Path keyring) {
        return new BuildJob(
                        SharedSpark.demo(workspace),
                        new BuildOptions(true, Optional.of(keyring), 2, 2),
                        new Progress(line -> {}, false, System::nanoTime),
                        Clock.systemUTC())
                .run();
    }

    private static long rows(BuildJob.Done done) {
        return done.build()
                        .table(StageNames.CAPTURE, CaptureStage.RECORDINGS)
                        .toLocalIterator()
                        .hasNext()
                ? 1
                : 0;
    }

    /** The name key is asked for anew before a key is added; a data key once. */
    private static void asked(TransitStandIn server, Path keyring) throws IOException {
        JsonNode file = new ObjectMapper().readTree(Files.readString(keyring));
        List<String> dataKeys = new ArrayList<>();
        file.path("keys").forEach(k -> dataKeys.add(k.asText()));
        assertThat(dataKeys).isNotEmpty();
        for (String wrapped : dataKeys) {
            assertThat(Collections.frequency(server.unwrapped, wrapped)).isLessThanOrEqualTo(1);
        }
        assertThat(Collections.frequency(server.unwrapped, file.path("names").asText()))
                .isLessThanOrEqualTo(2 + dataKeys.size());
    }

    private static void nothingElseKnowsTheToken(BuildJob.Done done, Path workspace) {
        assertThat(done.build().spark().conf().getAll().toString()).doesNotContain(TransitStandIn.TOKEN);
        Map<String, byte[]> files = SharedSpark.files(workspace, f -> true);
        assertThat(files).isNotEmpty();
        files.forEach((name, bytes) -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .as(name)
                .doesNotContain(TransitStandIn.TOKEN));
    }
}
