package dev.scrim.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.shards.ExportOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecReaderTest {
    private static final Path BASE = Path.of("/data/project");

    private static final String SHORTEST = """
            format: scrim.dataset/1
            workspace: ./build
            sources:
              - uri: recordings/
            consent:
              ledger: consent.csv
            """;

    private static SpecReading read(String text) {
        return SpecReader.read(text, "spec.yaml", BASE);
    }

    @Test
    void everyDefaultIsPinned() {
        DatasetSpec spec = read(SHORTEST).orThrow();

        assertThat(spec.name()).isEqualTo("dataset");
        assertThat(spec.sources())
                .containsExactly(new Source.Folder("auto", URI.create("file:///data/project/recordings")));
        assertThat(spec.only()).isEmpty();
        assertThat(spec.consent())
                .isEqualTo(new DatasetSpec.Consent(URI.create("file:///data/project/consent.csv"), "training"));
        assertThat(spec.actions()).isEqualTo(new DatasetSpec.Actions("default"));
        assertThat(spec.moments())
                .isEqualTo(new DatasetSpec.Moments("default", 250, 1_500, 10_000, DatasetSpec.Frames.STEPS));
        assertThat(spec.trajectories()).isEqualTo(new DatasetSpec.Trajectories(30_000, 200, 4));
        assertThat(spec.readings()).isEqualTo(new DatasetSpec.Readings("eng", Optional.empty(), true));
        assertThat(spec.redaction().policy())
                .containsOnlyKeys(Category.values())
                .allSatisfy((category, treatment) -> assertThat(treatment).isEqualTo(Treatment.SPANS));
        assertThat(spec.redaction().timingGrainMs()).isEqualTo(1_000);
        assertThat(spec.splits()).isEqualTo(new DatasetSpec.Splits(0.9, 0.05, 0.05, true, 1));
        assertThat(spec.exports())
                .containsExactly(
                        new DatasetSpec.Export(DatasetSpec.Format.HF_PARQUET, 500, ExportOptions.STANDARD),
                        new DatasetSpec.Export(DatasetSpec.Format.PLAIN, 500, ExportOptions.STANDARD));
        assertThat(spec.workspace()).isEqualTo(URI.create("file:///data/project/build"));
    }

    @Test
    void defaultsAreThoseOfTheShortestSpec() {
        DatasetSpec spec = DatasetSpec.defaults(
                URI.create("file:///data/project/recordings"),
                URI.create("file:///data/project/consent.csv"),
                URI.create("file:///data/project/build"));

        assertThat(spec).isEqualTo(read(SHORTEST).orThrow());
        assertThat(spec.withOnly(List.of(new RecordingId("a"))).only()).containsExactly(new RecordingId("a"));
    }

    @Test
    void everyKeyCanBeSet() {
        DatasetSpec spec = read(Specs.FULL).orThrow();

        assertThat(spec.name()).isEqualTo("desk-work");
        assertThat(spec.only()).containsExactly(new RecordingId("rec-1"), new RecordingId("002"));
        assertThat(spec.sources()).hasSize(2);
        Source.Tables tables = (Source.Tables) spec.sources().get(1);
        assertThat(tables.tables()).containsOnlyKeys(Source.Stream.RECORDINGS, Source.Stream.KEYBOARD);
        Source.Table keyboard = tables.tables().get(Source.Stream.KEYBOARD);
        assertThat(keyboard).isNotNull();
        assertThat(keyboard.column("t_us")).isEqualTo("ts");
        assertThat(keyboard.column("key")).isEqualTo("key");
        assertThat(spec.redaction().treatmentOf(Category.CHAT)).isEqualTo(Treatment.DROP_TRAJECTORY);
        assertThat(spec.exports())
                .containsExactly(new DatasetSpec.Export(DatasetSpec.Format.HF_PARQUET, 100, ExportOptions.STANDARD));
        assertThat(spec.workspace()).isEqualTo(URI.create("s3a://bucket/builds"));
    }

    @Test
    void anUnknownKeyFailsAndNamesWhatWasMeant() {
        SpecReading reading = read(SHORTEST + "redacton:\n  policy: {tax: block}\n");

        assertThat(reading.spec()).isEmpty();
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("redacton");
            assertThat(problem.line()).isEqualTo(7);
            assertThat(problem.column()).isEqualTo(1);
            assertThat(problem.remedy()).isEqualTo("did you mean redaction?");
        });
    }

    @Test
    void allProblemsAreReportedTogetherWithTheirLines() {
        SpecReading reading = read("""
                format: scrim.dataset/2
                name: Not A Name
                sources:
                  - uri: a
                    tables: {keyboard: {catalog: k, parquet: p}}
                  - format: auto
                moments:
                  stable_ms: soon
                  max_wait_ms: -1
                  stable_ms: 5
                redaction:
                  policy:
                    tax: blok
                    credential: keep
                    taxes: block
                  timing_grain_ms: 1.5
                verify:
                  sample_frames_per_trajectory: 8
                splits: {train: 0.5}
                exports:
                  - format: plain
                    shard_mb: 0
                  - format: plain
                only: [ok, "not ok", ok]
                readings: eng
                """);

        assertThat(reading.problems())
                .extracting(problem -> problem.line() + " " + problem.path())
                .containsExactly(
                        "1 workspace",
                        "1 consent",
                        "1 format",
                        "2 name",
                        "5 sources[0]",
                        "5 sources[0].tables",
                        "5 sources[0].tables.keyboard",
                        "6 sources[1]",
                        "8 moments.stable_ms",
                        "9 moments.max_wait_ms",
                        "10 moments.stable_ms",
                        "13 redaction.policy.tax",
                        "14 redaction.policy.credential",
                        "15 redaction.policy.taxes",
                        "16 redaction.timing_grain_ms",
                        "17 verify",
                        "19 splits",
                        "22 exports[0].shard_mb",
                        "23 exports[1].format",
                        "24 only[1]",
                        "24 only[2]",
                        "25 readings");
        assertThatThrownBy(reading::orThrow)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("22 problems")
                .hasMessageContaining(
                        "spec.yaml:13:10: redaction.policy.tax: Cannot use this value: \"blok\"; did you mean"
                                + " block? (one of keep | spans |")
                .hasMessageContaining("`scrim spec --explain`");
    }

    @ParameterizedTest
    @CsvSource({
        "a: [, 1",
        "a: b: c, 1",
        "'', 1",
        "[], 1",
        "just words, 1",
    })
    void whatIsNoSpecIsSaidAndNotThrown(String text, int line) {
        SpecReading reading = read(text);

        assertThat(reading.spec()).isEmpty();
        assertThat(reading.problems()).isNotEmpty();
        assertThat(reading.problems().get(0).line()).isEqualTo(line);
    }

    @Test
    void twoDocumentsAndASelfContainingAliasAreProblems() {
        assertThat(read(SHORTEST + "---\n" + SHORTEST).problems()).isNotEmpty();
        assertThat(read("format: &a\n  format: *a\n").problems()).isNotEmpty();
    }

    @Test
    void emptySectionsHaveTheirDefaults() {
        assertThat(read(SHORTEST + "moments:\nreadings: {}\n").orThrow())
                .isEqualTo(read(SHORTEST).orThrow());
    }

    @Test
    void aWaitThatIsTooShortToSettleIsAProblem() {
        assertThat(read(SHORTEST + "moments: {max_wait_ms: 200}\n").problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo("moments.max_wait_ms");
                    assertThat(problem.line()).isEqualTo(7);
                    assertThat(problem.remedy()).contains("at least stable_ms");
                });
        assertThat(read(SHORTEST + "moments: {max_wait_ms: 200, stable_ms: 200}\n")
                        .problems())
                .isEmpty();
    }

    @Test
    void everyLanguageWithoutAModelIsSaidWithItsFile() {
        assertThat(read(SHORTEST + "readings: {language: eng+deu+rus}\n").problems())
                .hasSize(2)
                .allSatisfy(problem -> {
                    assertThat(problem.path()).isEqualTo("readings.language");
                    assertThat(problem.line()).isEqualTo(7);
                    assertThat(problem.remedy()).contains("readings.models").contains("tessdata_fast");
                })
                .extracting(SpecProblem::message)
                .containsExactly(
                        "Cannot find the OCR model: deu.traineddata", "Cannot find the OCR model: rus.traineddata");
    }

    @Test
    void aLanguageWhoseModelLiesInTheFolderIsTaken(@TempDir Path models) throws IOException {
        Files.writeString(models.resolve("deu.traineddata"), "not looked into here");

        DatasetSpec spec = read(SHORTEST + "readings: {language: eng+deu, models: '" + models + "'}\n")
                .orThrow();

        assertThat(spec.readings().language()).isEqualTo("eng+deu");
        assertThat(spec.readings().models()).contains(Locations.resolve(models.toString(), BASE));
        assertThat(read(SHORTEST + "readings: {language: eng+fra, models: '" + models + "'}\n")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .contains("fra.traineddata")
                        .doesNotContain(models.getFileName().toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "'{language: eng+eng}', readings.language",
        "'{language: eng+}', readings.language",
        "'{language: ../eng}', readings.language",
        "'{language: osd}', readings.language",
        "'{language: eng, models: s3a://bucket/models}', readings.models",
    })
    void languagesThatCannotBeMeantAreProblems(String readings, String path) {
        assertThat(read(SHORTEST + "readings: " + readings + "\n").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo(path));
    }

    @ParameterizedTest
    @CsvSource({
        "'readings: {upscale: 2}', readings.upscale",
        "'readings: {languages: [eng]}', readings.languages",
        "'redaction: {padding_px: 2}', redaction.padding_px",
        "'verify: {sample_frames_per_trajectory: 8}', verify",
        "'exports: [{format: plain, image: png}]', exports[0].image",
        "'exports: [{format: plain, jpeg_quality: 90}]', exports[0].jpeg_quality",
    })
    void whatNothingHonoursIsNoKey(String line, String path) {
        assertThat(read(SHORTEST + line + "\n").problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.message()).contains("unknown key");
        });
    }

    @Test
    void aKeyWithoutAValueIsAProblem() {
        assertThat(read(SHORTEST + "name:\n").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("without a value"));
    }

    @ParameterizedTest
    @CsvSource({
        "rec, file:///data/project/rec",
        "./rec/, file:///data/project/rec",
        "../rec, file:///data/rec",
        "/abs/a b, file:///abs/a%20b",
        "s3a://bucket/x/, s3a://bucket/x",
        "hdfs://nn:8020/x, hdfs://nn:8020/x",
        "file:///x/y, file:///x/y",
    })
    void locationsMeanTheSameWhetherOrNotTheyExist(String text, String uri) {
        assertThat(Locations.resolve(text, BASE)).isEqualTo(URI.create(uri));
    }

    @ParameterizedTest
    @CsvSource({"~/rec", "'s3a://bucket/a b'", "' '"})
    void aLocationThatIsNoneIsRefused(String text) {
        assertThat(read(SHORTEST.replace("./build", "'" + text + "'")).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("workspace"));
    }
}
