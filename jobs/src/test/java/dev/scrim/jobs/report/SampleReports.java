package dev.scrim.jobs.report;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.DropCode;
import dev.scrim.datasets.model.MouseButton;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.jobs.report.ReportData.Count;
import dev.scrim.jobs.report.ReportData.FindingCount;
import dev.scrim.jobs.report.ReportData.Header;
import dev.scrim.jobs.report.ReportData.Lane;
import dev.scrim.jobs.report.ReportData.LaneKind;
import dev.scrim.jobs.report.ReportData.Output;
import dev.scrim.jobs.report.ReportData.RatingCount;
import dev.scrim.jobs.report.ReportData.RecordingLine;
import dev.scrim.jobs.report.ReportData.Sample;
import dev.scrim.jobs.report.ReportData.StageLine;
import dev.scrim.jobs.report.ReportData.StageState;
import dev.scrim.jobs.report.ReportData.Totals;
import dev.scrim.jobs.report.ReportData.Verification;
import dev.scrim.jobs.report.ReportData.ViolationCount;
import dev.scrim.jobs.viewer.SampleTraces;
import dev.scrim.redaction.review.LeakBound;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;

/** A build that never was, with everything a report can show. */
final class SampleReports {
    /** Coded once: this is the slow part. */
    private static final Picture SCREEN = Picture.of(screen());

    private SampleReports() {}

    static ReportData full() {
        return named("desk-work");
    }

    static ReportData named(String name) {
        return new ReportData(
                new Header(name, "8f2c41d09a7be3365d2f10c4", "0.1.0", "/data/build/builds/8f2c41d09a7be3365d2f10c4"),
                true,
                new Totals(8, 7, 329_400_000, Duration.ofMillis(151_300), 9, 412, 731, 1_904, 0, 2_263),
                stages(),
                List.of(
                        drop(DropCode.IDLE_MOVE, 9_213),
                        drop(DropCode.CONTEXT, 3_310),
                        drop(DropCode.PAUSED, 287),
                        drop(DropCode.LONE_MODIFIER, 14),
                        drop(DropCode.OFF_SCREEN, 0),
                        drop(DropCode.RECORDER_HOTKEY, 8)),
                List.of(
                        new ViolationCount(
                                "VIDEO_UNREADABLE",
                                true,
                                1,
                                1,
                                List.of("rec-08 screen.mp4: the video cannot be opened"),
                                "re-export the recording; the video file is damaged"),
                        new ViolationCount(
                                "EVENT_OUT_OF_ORDER",
                                false,
                                12,
                                2,
                                List.of(
                                        "rec-03 mouse:118: 3 ms back",
                                        "rec-03 mouse:402: 1 ms back",
                                        "rec-05 keyboard:7: 2 ms back"),
                                "the events are sorted; check the recorder's buffering")),
                List.of(
                        new FindingCount("tax", "block", 41, 612, 18),
                        new FindingCount("medical", "block", 29, 377, 6),
                        new FindingCount("chat", "block", 63, 804, 21),
                        new FindingCount("ai_prompt", "block", 4, 66, 4),
                        new FindingCount("credential", "spans", 5, 31, 3),
                        new FindingCount("person", "spans", 38, 940, 12),
                        new FindingCount("unreadable", "spans", 17, 22, 0)),
                List.of(
                        new RatingCount(1, "nothing private found", 31, 0),
                        new RatingCount(2, "names, contacts, organisations", 120, 1),
                        new RatingCount(3, "amounts, pay, messages, prompts", 200, 3),
                        new RatingCount(4, "credentials, official ids, cards, medical", 61, 5)),
                Optional.of(new Verification(
                        144,
                        233,
                        0,
                        0,
                        0,
                        Optional.of(new Proof(
                                new LeakBound(0, 9),
                                0,
                                0,
                                15,
                                2263,
                                List.of(
                                        new Proof.Canary("structured", 19, 18, 19),
                                        new Proof.Canary("credential", 8, 7, 8)),
                                59,
                                3)))),
                List.of(
                        recording("morning-desk", 67_000_000, 1, "exported", true, 121),
                        recording("tax-afternoon", 43_000_000, 2, "exported", true, 77),
                        new RecordingLine(
                                new RecordingId("broken-one"),
                                0,
                                "quarantined: VIDEO_UNREADABLE",
                                false,
                                0,
                                List.of())),
                SampleTraces.model(),
                samples(),
                List.of(
                        new Output(
                                "hf-parquet",
                                "/data/build/builds/8f2c41d09a7be3365d2f10c4/08-export/hf-parquet",
                                3,
                                412,
                                184_300_122,
                                true),
                        new Output(
                                "plain",
                                "/data/build/builds/8f2c41d09a7be3365d2f10c4/08-export/plain",
                                734,
                                412,
                                190_112_000,
                                true)));
    }

    private static List<StageLine> stages() {
        return List.of(
                stage("01-capture", "recordings", 8, 7, 1, 0, "13,412 events, 2,908 frames seen", 2_100, true),
                stage("02-timeline", "events", 13_412, 13_125, 0, 287, "8 segments", 3_900, true),
                stage("03-actions", "events", 13_125, 580, 0, 12_545, "412 steps, 731 moments", 1_200, true),
                stage("04-readings", "frames", 731, 731, 0, 0, "1,904 distinct lines", 78_000, false),
                stage("05-findings", "trajectories", 9, 9, 0, 0, "197 secrets in 2,916 places", 6_400, true),
                stage("06-redacted", "frames", 731, 731, 0, 0, "2,263 masks", 31_000, true),
                stage("07-verified", "trajectories", 9, 9, 0, 0, "144 frames read again", 21_500, true),
                stage("08-export", "steps", 412, 412, 0, 0, "2 formats", 7_200, true));
    }

    static StageLine stage(
            String stage, String unit, long in, long out, long bad, long dropped, String made, long ms, boolean done) {
        StageState state = done ? StageState.DONE : StageState.REUSED;
        return new StageLine(stage, unit, in, out, bad, dropped, made, Duration.ofMillis(ms), state);
    }

    private static Count drop(DropCode code, long count) {
        return new Count(code.name(), code.meaning(), count);
    }

    private static RecordingLine recording(
            String id, long lengthUs, long seed, String outcome, boolean exported, long steps) {
        Random random = new Random(seed);
        Density keys = new Density(lengthUs);
        Density mouse = new Density(lengthUs);
        Density window = new Density(lengthUs);
        Density screen = new Density(lengthUs);
        Density actions = new Density(lengthUs);
        for (int burst = 0; burst < 9; burst++) {
            long at = (long) (random.nextDouble() * lengthUs);
            for (int i = 0; i < 60; i++) {
                keys.add(at + i * 110_000L);
            }
            long to = (long) (random.nextDouble() * lengthUs);
            for (int i = 0; i < 200; i++) {
                mouse.add(to + i * 12_000L);
            }
            window.add(to);
            actions.add(to + 2_400_000);
            actions.add(at);
        }
        for (long t = 0; t < lengthUs; t += 90_000 + random.nextInt(200_000)) {
            screen.add(t);
        }
        List<TimeSpan> redactions = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            long at = i * lengthUs / 6 + random.nextInt(2_000_000);
            redactions.add(new TimeSpan(at, at + 1_500_000L + random.nextInt(4_000_000)));
        }
        long cut = lengthUs * 4 / 10;
        long cutEnd = cut + 5_000_000;
        return new RecordingLine(
                new RecordingId(id),
                lengthUs,
                outcome,
                exported,
                steps,
                List.of(
                        keys.lane(LaneKind.KEYS),
                        mouse.lane(LaneKind.MOUSE),
                        window.lane(LaneKind.WINDOW),
                        screen.lane(LaneKind.SCREEN),
                        actions.lane(LaneKind.ACTIONS),
                        new Lane.Spans(LaneKind.CUTS, List.of(new TimeSpan(cut, cutEnd))),
                        new Lane.Spans(LaneKind.REDACTIONS, redactions),
                        new Lane.Spans(
                                LaneKind.TRAJECTORIES,
                                List.of(new TimeSpan(400_000, cut), new TimeSpan(cutEnd, lengthUs - 900_000)))));
    }

    private static List<Sample> samples() {
        TimeSpan span = new TimeSpan(0, 1);
        return List.of(
                sample(4, new Action.Click(span, new Point(640, 268), MouseButton.LEFT, 2, List.of())),
                sample(
                        9,
                        new Action.Drag(
                                span,
                                List.of(new Point(300, 620), new Point(620, 560), new Point(1100, 300)),
                                MouseButton.LEFT,
                                List.of())),
                sample(15, new Action.TypeText(span, "secret words", "secret words", false)),
                sample(
                        22,
                        new Action.DropdownSelect(
                                span,
                                new Point(930, 210),
                                new Point(950, 400),
                                Optional.of("secret control"),
                                Optional.of("secret option"))));
    }

    private static Sample sample(int step, Action action) {
        return new Sample(
                new RecordingId("tax-afternoon"),
                step,
                step * 1_730_000L,
                new Viewport(1280, 800, 1.0),
                SCREEN,
                5,
                Overlay.caption(action),
                Overlay.of(action));
    }

    private static byte[] screen() {
        BufferedImage image = new BufferedImage(1280, 800, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(0xE9EDF1));
        graphics.fillRect(0, 0, 1280, 800);
        graphics.setColor(new Color(0x2F3B47));
        graphics.fillRect(0, 0, 1280, 46);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(90, 90, 1100, 640);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 20));
        graphics.setColor(new Color(0x30363C));
        for (int i = 0; i < 8; i++) {
            graphics.drawString("Field " + (i + 1), 150, 160 + i * 62);
            graphics.drawRect(330, 132 + i * 62, 640, 42);
        }
        graphics.setColor(Color.BLACK);
        for (int i = 1; i < 6; i++) {
            graphics.fillRect(340, 138 + i * 62, 180 + i * 67 % 240, 30);
        }
        graphics.dispose();
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
