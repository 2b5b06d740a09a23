package dev.scrim.redaction;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.ScreenView;
import dev.scrim.datasets.model.SegmentView;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.model.TextItem;
import dev.scrim.datasets.model.TextLine;
import dev.scrim.datasets.model.TextRef;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.model.WindowEvent;
import dev.scrim.datasets.model.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds small screens for tests: lines in a type of 8 by 14 pixels a letter. */
public final class Screens {
    public static final int CHAR = 8;
    public static final int HEIGHT = 14;
    public static final Viewport VIEWPORT = new Viewport(1280, 800, 1.0);

    private Screens() {}

    /** A line whose words are separated by one space. */
    public static PlacedLine line(int x, int y, String text) {
        return line(x, y, text, 0.95f);
    }

    /** The same with a confidence. */
    public static PlacedLine line(int x, int y, String text, float confidence) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        for (String word : text.split(" ", -1)) {
            if (!word.isEmpty()) {
                words.add(new Word(word, new Box(at * CHAR, 0, word.length() * CHAR, HEIGHT), confidence));
            }
            at += word.length() + 1;
        }
        int width = Math.max(1, text.length() * CHAR);
        return new PlacedLine(
                new TextLine(text + "@" + width, text, words, confidence, width, HEIGHT), new Box(x, y, width, HEIGHT));
    }

    public static WindowEvent window(long ordinal, String app, String title, Box bounds) {
        return new WindowEvent(ordinal, ordinal, app, title, Optional.empty(), bounds);
    }

    public static ScreenView view(long tUs, WindowEvent window, PlacedLine... lines) {
        return new ScreenView(
                new FrameRef(0, (int) (tUs / 100_000), tUs), VIEWPORT, List.of(lines), Optional.of(window));
    }

    public static SegmentView segment(List<ScreenView> frames, TextItem... texts) {
        return new SegmentView(
                new TrajectoryId(new RecordingId("rec-1"), 0), new SubjectId("s-1"), frames, List.of(texts), List.of());
    }

    public static TextItem text(TextRef.Kind kind, long fromUs, long toUs, String text, WindowEvent window) {
        return new TextItem(new TextRef(kind, 7), new TimeSpan(fromUs, toUs), text, text, Optional.of(window));
    }
}
