package dev.scrim.jobs.laws;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.StreamKind;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.jobs.actions.ActionsStage;
import dev.scrim.jobs.capture.CaptureStage;
import dev.scrim.jobs.redacted.RedactedStage;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.timeline.TimelineStage;
import dev.scrim.jobs.verified.VerifiedStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Law 1: every recording and every event is exactly once in the output, or dropped with a code. */
class ConservationTest {
    @Test
    void everyLineOfEveryStreamIsAnEventOfTheCapture() throws IOException {
        Build build = SharedSpark.built().build();
        Path recording = SharedSpark.DEMO.resolve("recordings").resolve("demo-quick");
        Dataset<Row> events = build.rows(StageNames.CAPTURE, CaptureStage.EVENTS, CaptureStage.EVENT);

        for (StreamKind stream :
                List.of(StreamKind.KEYBOARD, StreamKind.MOUSE, StreamKind.WINDOW, StreamKind.CONTROL)) {
            Path file = recording.resolve(stream.name().toLowerCase(Locale.ROOT) + ".jsonl");
            assertThat(events.filter(col(CaptureStage.EVENT + ".stream").equalTo(stream.rank()))
                            .count())
                    .as(stream.name())
                    .isEqualTo(Files.readAllLines(file).size());
        }
        assertThat(events.filter(col(CaptureStage.EVENT + ".stream").equalTo(StreamKind.SCREEN.rank()))
                        .count())
                .isPositive();
    }

    @Test
    void everyEventIsKeptOrCutAndEveryKeptOneHasOneFate() {
        everyEventHasOneFate(SharedSpark.built().build());
    }

    static void everyEventHasOneFate(Build build) {
        String event = CaptureStage.EVENT;
        String kept = TimelineStage.EVENT;
        String cut = TimelineStage.CUT;
        String fate = ActionsStage.FATE;
        List<String> captured = keys(build.rows(StageNames.CAPTURE, CaptureStage.EVENTS, event), event);
        List<String> keptKeys = keys(build.rows(StageNames.TIMELINE, TimelineStage.TIMELINE, kept), kept + ".event");
        Dataset<Row> cuts = build.rows(StageNames.TIMELINE, TimelineStage.TIMELINE, cut);
        Dataset<Row> fates = build.rows(StageNames.ACTIONS, ActionsStage.ACTIONS, fate);

        assertThat(captured).doesNotHaveDuplicates();
        assertThat(java.util.stream.Stream.concat(keptKeys.stream(), keys(cuts, cut).stream())
                        .toList())
                .containsExactlyInAnyOrderElementsOf(captured);
        assertThat(keys(fates, fate)).containsExactlyInAnyOrderElementsOf(keptKeys);
        assertThat(cuts.filter(col(cut + ".drop_code").isNull()).count()).isZero();
        assertThat(fates.filter(col(fate + ".drop_code")
                                .isNull()
                                .equalTo(col(fate + ".step").isNull()))
                        .count())
                .isZero();
    }

    private static List<String> keys(Dataset<Row> rows, String at) {
        return rows.select(Tagged.RECORDING, at + ".stream", at + ".ordinal").collectAsList().stream()
                .map(r -> r.getString(0) + "/" + r.getInt(1) + "/" + r.getLong(2))
                .toList();
    }

    @Test
    void everyTrajectoryIsExportedOrWithheldWithAReason() {
        everyTrajectoryHasOneVerdict(SharedSpark.built().build());
    }

    static void everyTrajectoryHasOneVerdict(Build build) {
        long made = build.manifest(StageNames.ACTIONS).count("trajectories");
        long unread = made
                - build.rows(StageNames.REDACTED, RedactedStage.REDACTED, RedactedStage.OUTCOME)
                        .count();
        Manifest redacted = build.manifest(StageNames.REDACTED);
        Manifest verified = build.manifest(StageNames.VERIFIED);
        assertThat(redacted.count("trajectories.in"))
                .isEqualTo(redacted.count("trajectories.out") + redacted.count("trajectories.dropped"));
        assertThat(verified.count("trajectories.in")).isEqualTo(redacted.count("trajectories.out"));
        assertThat(verified.count("trajectories.in"))
                .isEqualTo(verified.count("trajectories.out") + verified.count("trajectories.quarantined"));
        if (unread > 0) {
            assertThat(build.manifest(StageNames.READINGS)
                            .violations(dev.scrim.datasets.check.ViolationCode.READING_FAILED))
                    .isPositive();
        }
        Dataset<Row> verdicts = build.rows(StageNames.VERIFIED, VerifiedStage.VERIFIED, VerifiedStage.OUTCOME);
        assertThat(verdicts.filter(col(VerifiedStage.OUTCOME + ".passed")
                                .equalTo(false)
                                .and(col(VerifiedStage.OUTCOME + ".reason").equalTo("")))
                        .count())
                .isZero();
    }

    @Test
    void everyStepOfAPassedTrajectoryIsASample() {
        Build build = SharedSpark.built().build();
        assertThat(build.manifest(StageNames.EXPORT).count("steps.out"))
                .isPositive()
                .isEqualTo(build.rows(StageNames.ACTIONS, ActionsStage.ACTIONS, ActionsStage.STEP)
                        .count());
    }

    @Test
    void everyRecordingIsCountedOnce() {
        Build build = SharedSpark.built().build();
        Manifest capture = build.manifest(StageNames.CAPTURE);
        Manifest timeline = build.manifest(StageNames.TIMELINE);
        assertThat(capture.count("recordings.in"))
                .isEqualTo(capture.count("recordings.out") + capture.count("recordings.quarantined"));
        assertThat(timeline.count("recordings.in")).isEqualTo(capture.count("recordings.out"));
        assertThat(timeline.count("recordings.in"))
                .isEqualTo(timeline.count("recordings.out") + timeline.count("recordings.quarantined"));
    }
}
