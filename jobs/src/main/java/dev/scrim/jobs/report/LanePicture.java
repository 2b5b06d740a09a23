package dev.scrim.jobs.report;

import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.jobs.report.ReportData.Lane;
import dev.scrim.jobs.report.ReportData.LaneKind;
import dev.scrim.jobs.report.ReportData.RecordingLine;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Draws one recording over time: a strip per lane, one time axis. */
final class LanePicture {
    private static final int WIDTH = 1120;
    private static final int LEFT = 150;
    private static final int LANE = 20;
    private static final int GAP = 5;
    private static final int AXIS = 22;
    private static final double LEAST_WIDTH = 1.5;

    /** Steps of the axis that people count in, seconds. */
    private static final int[] AXIS_STEPS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400};

    private static final int MAX_TICKS = 12;

    private final RecordingLine recording;
    private final double pixelsPerUs;
    private final Html page;

    private LanePicture(RecordingLine recording, Html page) {
        this.recording = recording;
        this.pixelsPerUs = (WIDTH - LEFT) / (double) Math.max(1, recording.lengthUs());
        this.page = page;
    }

    static void draw(RecordingLine recording, Html page) {
        if (!recording.lanes().isEmpty()) {
            new LanePicture(recording, page).draw();
        }
    }

    private void draw() {
        List<Lane> lanes = recording.lanes().stream()
                .sorted(Comparator.comparing(Lane::kind))
                .toList();
        int lanesHeight = lanes.size() * (LANE + GAP);
        page.raw("<svg viewBox=\"0 0 " + WIDTH + " " + (lanesHeight + AXIS) + "\" role=\"img\" aria-label=\"")
                .text("What happened when in " + recording.id())
                .raw("\">\n");
        axis(lanesHeight);
        for (int i = 0; i < lanes.size(); i++) {
            lane(lanes.get(i), i * (LANE + GAP));
        }
        page.raw("</svg>\n");
    }

    private void axis(int height) {
        double seconds = recording.lengthUs() / 1e6;
        int step = AXIS_STEPS[AXIS_STEPS.length - 1];
        for (int i = AXIS_STEPS.length - 1; i >= 0; i--) {
            if (seconds / AXIS_STEPS[i] <= MAX_TICKS) {
                step = AXIS_STEPS[i];
            }
        }
        for (long at = 0; at <= seconds && at / step <= 10L * MAX_TICKS; at += step) {
            String x = number(LEFT + at * 1e6 * pixelsPerUs);
            boolean last = LEFT + at * 1e6 * pixelsPerUs > WIDTH - 20;
            page.raw("<line class=\"tick\" x1=\"" + x + "\" y1=\"0\" x2=\"" + x + "\" y2=\"" + (height + 4) + "\"/>")
                    .raw("<text x=\"" + x + "\" y=\"" + (height + 17) + "\" text-anchor=\""
                            + (at == 0 ? "start" : last ? "end" : "middle") + "\">")
                    .text(label(at))
                    .raw("</text>\n");
        }
    }

    private static String label(long seconds) {
        return seconds < 60 ? seconds + " s" : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    private void lane(Lane lane, int y) {
        page.raw("<text x=\"" + (LEFT - 12) + "\" y=\"" + (y + LANE - 6) + "\" text-anchor=\"end\">")
                .text(lane.kind().label())
                .raw("</text><rect class=\"track\" x=\"" + LEFT + "\" y=\"" + y + "\" width=\"" + (WIDTH - LEFT)
                        + "\" height=\"" + LANE + "\" rx=\"3\"/>\n<g class=\"l-" + cssName(lane.kind()) + "\">");
        page.element("title", "", lane.kind().label());
        if (lane instanceof Lane.Counts counts) {
            counts(counts.perBin(), y);
        } else if (lane instanceof Lane.Spans spans) {
            spans.spans().forEach(span -> span(span, y));
        }
        page.raw("</g>\n");
    }

    private void counts(List<Integer> bins, int y) {
        int most = bins.stream().mapToInt(Integer::intValue).max().orElse(0);
        double width = (WIDTH - LEFT) / (double) Math.max(1, bins.size());
        for (int i = 0; i < bins.size(); i++) {
            int count = bins.get(i);
            if (count > 0) {
                // The square root keeps a single event visible beside a burst.
                double height = Math.max(5, (LANE - 2) * Math.sqrt(count / (double) most));
                rect(LEFT + i * width, y + LANE - 1 - height, Math.max(LEAST_WIDTH, width - 0.4), height, 0);
            }
        }
    }

    private void span(TimeSpan span, int y) {
        double from = LEFT + clamp(span.startUs()) * pixelsPerUs;
        double to = LEFT + clamp(span.endUs()) * pixelsPerUs;
        page.raw("<g>")
                .element(
                        "title",
                        "",
                        Numbers.timeUs(span.startUs()) + " to " + Numbers.timeUs(span.endUs()) + ", "
                                + Numbers.duration(Duration.ofNanos(span.lengthUs() * 1000)));
        rect(from, y + 3, Math.max(LEAST_WIDTH, to - from), LANE - 6, 2);
        page.raw("</g>");
    }

    private long clamp(long tUs) {
        return Math.max(0, Math.min(tUs, recording.lengthUs()));
    }

    private void rect(double x, double y, double width, double height, int radius) {
        page.raw("<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width) + "\" height=\""
                + number(height) + "\"" + (radius > 0 ? " rx=\"" + radius + "\"" : "") + "/>");
    }

    private static String cssName(LaneKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
