package dev.scrim.redaction;

import static dev.scrim.redaction.Screens.line;
import static dev.scrim.redaction.Screens.segment;
import static dev.scrim.redaction.Screens.view;
import static dev.scrim.redaction.Screens.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.datasets.model.SegmentView;
import dev.scrim.redaction.propagate.SecretIndex;
import java.util.ArrayList;
import java.util.List;

/** A screen and what of it must go and what must stay. */
final class Page {
    private static final Box FULL = new Box(0, 0, 1200, 780);

    private final String app;
    private final String title;
    private final List<PlacedLine> lines = new ArrayList<>();
    private final List<PlacedLine> gone = new ArrayList<>();
    private final List<PlacedLine> kept = new ArrayList<>();

    Page(String app, String title) {
        this.app = app;
        this.title = title;
    }

    Page gone(int x, int y, String text) {
        PlacedLine line = line(x, y, text);
        lines.add(line);
        gone.add(line);
        return this;
    }

    Page kept(int x, int y, String text) {
        PlacedLine line = line(x, y, text);
        lines.add(line);
        kept.add(line);
        return this;
    }

    /** Neither is asked for. */
    Page any(int x, int y, String text) {
        lines.add(line(x, y, text));
        return this;
    }

    void holds() {
        SegmentView segment =
                segment(List.of(view(1_000_000, window(1, app, title, FULL), lines.toArray(PlacedLine[]::new))));
        Analyzer analyzer = Analyzer.standard(RedactionSettings.standard());
        List<Finding> found = analyzer.propagate(segment, analyzer.detect(segment), SecretIndex.empty());
        assertThat(gone.stream().filter(l -> !hides(found, l)).map(l -> l.line().text()))
                .as("left open")
                .isEmpty();
        assertThat(kept.stream().filter(l -> hides(found, l)).map(l -> l.line().text() + " by " + rules(found, l)))
                .as("covered needlessly")
                .isEmpty();
    }

    private static List<String> rules(List<Finding> found, PlacedLine line) {
        return found.stream()
                .filter(f -> hides(List.of(f), line))
                .map(f -> f.entity() + " " + f.detector())
                .distinct()
                .toList();
    }

    /** Whether nearly all of a line is covered. */
    static boolean hides(List<Finding> found, PlacedLine line) {
        return found.stream()
                .anyMatch(f -> f.place() instanceof Finding.OnScreen on
                        && on.boxes().stream()
                                .anyMatch(b -> b.intersect(line.box()).area() * 10
                                        >= line.box().area() * 9));
    }
}
