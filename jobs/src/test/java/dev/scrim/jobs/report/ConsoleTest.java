package dev.scrim.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final List<String> said = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong(5);

    private void pass(long millis) {
        clock.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    @Test
    void theSummaryIsOneScreen() {
        String text = ConsoleSummary.of(SampleReports.full(), "/data/build/report.html");

        assertThat(text.lines().count()).isLessThanOrEqualTo(36);
        assertThat(text.lines().filter(line -> !line.contains("/")))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(text)
                .contains(ReportHtml.EVALUATION, "7 of 8 recordings exported", "412 steps", "found 0 leaks")
                .contains("Steps by sensitivity before redaction, 1 to 4: 31, 120, 200, 61.")
                .contains("OCR calls: 0 (readings reused).")
                .contains("0 of 9 random frames, at most 28 % (95 %)", "structured 19 of 19, credential 8 of 8")
                .contains("quarantined  VIDEO_UNREADABLE", "in rec-08 screen.mp4: ", "first in rec-03 mouse:118: ")
                .contains("/data/build/report.html");
    }

    @Test
    void progressSaysRateAndTimeLeftAtMostOnceASecond() {
        Progress progress = new Progress(said::add, false, clock::get);
        progress.start("04-readings", "frames", 120);
        for (int i = 0; i < 40; i++) {
            pass(50);
            progress.advance(1);
        }

        assertThat(said)
                .containsExactly(
                        "04-readings   20 of 120 frames  20.0/s  5.0 s left\n",
                        "04-readings   40 of 120 frames  20.0/s  4.0 s left\n");
    }

    @Test
    void aTerminalLineIsRewrittenAndCoversTheOneBefore() {
        Progress progress = new Progress(said::add, true, clock::get);
        progress.start("02-timeline", "events", 1_000_000);
        pass(1_000);
        progress.moveTo(500_000);
        pass(500);
        progress.moveTo(1_000_000);
        progress.finish();

        assertThat(said).hasSize(2);
        assertThat(said.get(0)).startsWith("\r02-timeline").doesNotContain("\n").contains("500,000/s", "1.0 s left");
        assertThat(said.get(1))
                .startsWith("\r02-timeline   1,000,000 events in 1.5 s")
                .endsWith(" \n");
        assertThat(said.get(1).length()).isGreaterThanOrEqualTo(said.get(0).length());
    }

    @Test
    void anUnknownTotalHasNoTimeLeftAndLateCountsDoNotGoBack() {
        Progress progress = new Progress(said::add, false, clock::get);
        progress.start("01-capture", "recordings", 0);
        pass(2_000);
        progress.moveTo(5);
        pass(2_000);
        progress.moveTo(3);

        assertThat(said).containsExactly("01-capture    5 recordings  2.5/s\n", "01-capture    5 recordings  1.3/s\n");
    }

    @Test
    void figuresAreWrittenForPeople() {
        assertThat(Numbers.bytes(999)).isEqualTo("999 B");
        assertThat(Numbers.bytes(999_950)).isEqualTo("1.0 MB");
        assertThat(Numbers.bytes(1_234_567_890)).isEqualTo("1.2 GB");
        assertThat(Numbers.duration(Duration.ofMillis(840))).isEqualTo("0.8 s");
        assertThat(Numbers.duration(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
        assertThat(Numbers.duration(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
        assertThat(Numbers.timeUs(65_340_000)).isEqualTo("1:05.3");
        assertThat(Numbers.count(1, "step", "steps")).isEqualTo("1 step");
    }
}
