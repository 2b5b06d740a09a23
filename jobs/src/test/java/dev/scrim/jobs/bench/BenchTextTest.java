package dev.scrim.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTextTest {
    private static BenchFigures figures(boolean fullRate) {
        Straight straight = new Straight(100, 8, 12_000, 16, 30, 0.8, 40, 38);
        return new BenchFigures(
                120,
                2,
                40,
                60,
                List.of(
                        new BenchFigures.StageTime("01-capture", 4, new Work(0, 0, 0, 1, 2, 3)),
                        new BenchFigures.StageTime("04-readings", 20, new Work(6, 12, 2, 4, 3, 7)),
                        new BenchFigures.StageTime("08-export", 16, new Work(1, 6, 3, 2, 4, 4))),
                100,
                250,
                12.5,
                new RedactionWork(0.5, 0.25, 0.5),
                5_000,
                200,
                8_000,
                6_400,
                3_000_000,
                2_000_000,
                Map.of("01-capture", 36_000_000L, "04-readings", 72_000_000L),
                new PeakMemory(OptionalLong.of(2_000_000_000L), 900_000_000L),
                straight,
                fullRate
                        ? Optional.of(new FullRateFigures(
                                List.of("r-1"), 3, 40, 30, 50, new Straight(400, 8, 12_000, 16, 30, 0.8, 40, 38)))
                        : Optional.empty());
    }

    @Test
    void figuresFollowFromWhatWasMeasured() throws IOException {
        JsonNode json = new ObjectMapper().readTree(BenchText.json(figures(true)));

        assertThat(json.path("format").asText()).isEqualTo("scrim-bench/1");
        assertThat(json.path("recorded_s_per_wall_s").asDouble()).isEqualTo(3);
        assertThat(json.path("recorded_s_per_core_s").asDouble()).isEqualTo(2);
        assertThat(json.path("ocr_calls_per_frame").asDouble()).isEqualTo(2.5);
        assertThat(json.path("page_ocr_calls_per_frame").asDouble()).isEqualTo(1);
        assertThat(json.path("characters_per_frame").asDouble()).isEqualTo(80);
        assertThat(json.path("page_ocr_characters_per_frame").asDouble()).isEqualTo(1_500);
        // 16 s for 8 frames is 200 s for 100, and 40 s of decoding.
        assertThat(json.path("page_ocr_wall_s").asDouble()).isEqualTo(240);
        assertThat(json.path("ratio_kept_frames").asDouble()).isEqualTo(6);
        // 38 s and 30 s for 8 frames, of 60 core-seconds.
        assertThat(json.path("ratio_kept_frames_cpu").asDouble()).isCloseTo(413 / 60.0, within(1e-9));
        // 40 s and 800 s, in 30 s.
        assertThat(json.path("ratio_full_rate").asDouble()).isEqualTo(28);
        assertThat(json.path("ratio_full_rate_cpu").asDouble()).isCloseTo(1_538 / 50.0, within(1e-9));
        assertThat(json.path("full_rate").path("recordings").get(0).asText()).isEqualTo("r-1");
        assertThat(json.path("share_outside").asDouble()).isEqualTo(0.5);
        assertThat(json.path("share_outside_wall").asDouble()).isCloseTo(1 - 30 / 80.0, within(1e-9));
        assertThat(json.path("ocr_calls_per_new_character").asDouble()).isCloseTo(250 / 6_400.0, within(1e-9));
        assertThat(json.path("ocr_characters_per_new_character").asDouble()).isEqualTo(1.25);
        assertThat(json.path("ocr_pixels_per_text_pixel").asDouble()).isEqualTo(1.5);
        assertThat(json.path("limit_core_s").path("encode").asDouble()).isCloseTo(10, within(1e-9));
        assertThat(json.path("stage_core_s").path("04-readings").asDouble()).isEqualTo(34);
        assertThat(json.path("redaction_over_ocr").asDouble()).isCloseTo(0.1, within(1e-9));
        assertThat(json.path("ratio_reading").asDouble()).isEqualTo(12);
        assertThat(json.path("stage_s").path("04-readings").asDouble()).isCloseTo(20, within(1e-9));
        assertThat(json.path("peak_rss_bytes").asLong()).isEqualTo(2_000_000_000L);
    }

    @Test
    void theScreenSaysThatTheOtherWayIsCarriedOverFromASample() {
        String screen = BenchText.screen(figures(true));

        assertThat(screen)
                .contains("ratio: 6.00 times (against stage 04 alone: 12.00)")
                .contains("PNG of 8 frames and 8, carried over to all")
                .contains("Full rate: 1 of 3 recordings, 40.0 s of 120.0 s")
                .contains("masking 0.50 s: 10.0 % of OCR's 12.5 s")
                .containsPattern("04-readings +20\\.0 +34\\.0 +3\\.5 ");
        assertThat(screen.lines()).allMatch(line -> line.length() <= 90);
    }

    @Test
    void nothingReadIsNoComparison() {
        assertThatThrownBy(() -> new Straight(100, 0, 0, 1, 1, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutFullRateItsRatioIsThereAndSaysNothing() throws IOException {
        JsonNode json = new ObjectMapper().readTree(BenchText.json(figures(false)));

        assertThat(json.has("ratio_full_rate")).isTrue();
        assertThat(json.get("ratio_full_rate").isNull()).isTrue();
        assertThat(BenchText.screen(figures(false))).doesNotContain("every frame that differs");
    }

    @Test
    void thePlotIsOneWellFormedDocumentWithEveryStage() throws Exception {
        String svg = BenchPlot.svg(figures(true));

        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(svg)
                .contains(
                        "01-capture", "04-readings", "08-export", "every frame that differs", "28.00 x (CPU 30.76 x)");
    }

    @Test
    void theCapacitySheetFollowsFromTheBench(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("bench.json");
        Files.writeString(file, BenchText.json(figures(true)));

        // 04: 34 core-s for 120 s, 80,000 h a day: 22,667 core-hours, on 24 h and 70 % load 1,350 cores.
        assertThat(CapacitySheet.of(file)).contains("| 04-readings | 0.283 | 1,350 | 2,160.0 | 172.80 |");
    }

    @Test
    void copiesAreRecordingsOfOtherPeopleWithTheSameConsent(@TempDir Path folder) throws IOException {
        Path demo = Path.of("demo").toAbsolutePath();
        new RecordingCopies(demo.resolve("recordings"), demo.resolve("consent.csv")).make(3, folder);

        JsonNode third = new ObjectMapper()
                .readTree(folder.resolve("recordings/demo-quick-copy2/recording.json")
                        .toFile());
        assertThat(third.path("recording_id").asText()).isEqualTo("demo-quick-copy2");
        assertThat(third.path("subject_id").asText()).isEqualTo("subj-01-copy2");
        assertThat(Files.readAllLines(folder.resolve("consent.csv")))
                .filteredOn(l -> l.startsWith("subj-01-copy2,training,"))
                .hasSize(1);
        assertThat(folder.resolve("recordings/demo-quick-copy1/screen.mp4")).exists();
    }

    @Test
    void runsAreComparedWithTheFirstOnAsManyCores() {
        String table = ScaleRun.table(List.of(
                new ScaleRun(1, 2, 10, 20, 30, 1_000_000_000L), new ScaleRun(4, 2, 40, 60, 90, 1_100_000_000L)));

        assertThat(table.lines().toList().get(2)).contains("0.75").contains("1100");
    }

    @Test
    void runsAreComparedWithTheFirstOfAsManyCopies() {
        String table = ScaleRun.table(List.of(
                new ScaleRun(4, 1, 40, 90, 90, 1_000_000_000L), new ScaleRun(4, 2, 40, 50, 90, 1_100_000_000L)));

        assertThat(table.lines().toList().get(2)).endsWith("1.80");
    }

    @Test
    void moreThreadsThanCoresDoNoMoreWork() {
        int cores = Runtime.getRuntime().availableProcessors();
        assertThat(FreeCores.of(4 * cores)).isBetween(0.3, cores * 1.5);
    }

    @Test
    void peakOfTheProcessIsReadWhereTheSystemTellsIt() {
        assertThat(PeakMemory.residentOf("Name:\tjava\nVmPeak:\t 9 kB\nVmHWM:\t   2048 kB\nVmRSS:\t 1 kB\n"))
                .hasValue(2_097_152);
        assertThat(PeakMemory.residentOf("Name:\tjava\n")).isEmpty();
        assertThat(PeakMemory.now().heapBytes()).isPositive();
    }

    @Test
    void scratchIsForItsOwnerAndGoneAfterwards() throws IOException {
        Path path;
        try (ScratchFolder scratch = ScratchFolder.make("scrim-test-")) {
            path = scratch.path();
            Files.createDirectories(path.resolve("a/b"));
            Files.writeString(path.resolve("a/b/c"), "x");
            Assumptions.assumeTrue(
                    Files.getFileStore(path).supportsFileAttributeView("posix"), "no POSIX permissions here");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
        assertThat(path).doesNotExist();
    }
}
