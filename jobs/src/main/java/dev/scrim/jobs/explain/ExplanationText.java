package dev.scrim.jobs.explain;

import dev.scrim.datasets.check.OneLine;
import dev.scrim.datasets.model.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table beside the pictures, for people: plain text in columns. */
final class ExplanationText {
    private static final long US_PER_S = 1_000_000;
    private static final int MAX_COLUMN = 48;

    private final StringBuilder out = new StringBuilder();

    private ExplanationText() {}

    /** @param pictures name of each frame's picture, by role */
    static String of(Explanation e, Map<String, String> pictures) {
        ExplanationText text = new ExplanationText();
        text.head(e);
        for (Explanation.Frame frame : e.frames()) {
            text.frame(frame, pictures.getOrDefault(frame.role(), ""));
        }
        e.texts().forEach(text::text);
        return text.out.toString();
    }

    private void head(Explanation e) {
        line("step        " + e.sampleId());
        line("trajectory  " + e.trajectoryId() + ", step " + e.place() + " of it (" + e.ordinal()
                + " of the recording), " + e.fate());
        line("build       " + e.build());
        line("action      " + e.action());
        line("sensitivity " + e.sensitivity().level() + " of 4 before redaction: "
                + e.sensitivity().meaning());
        line("");
        line("Numbers are those in the pictures. A solid outline was found there by itself (own), a dashed one was");
        line("carried there from elsewhere (propagated). Scores are 0 to 1. Boxes are padded, in screen pixels.");
    }

    private void frame(Explanation.Frame frame, String picture) {
        line("");
        line(String.format(
                Locale.ROOT,
                "Frame: %s, at %.3f s of the recording, %s",
                frame.role(),
                (double) frame.tUs() / US_PER_S,
                frame.fate()));
        if (!picture.isEmpty()) {
            line("picture: " + picture);
        }
        if (frame.painted().isEmpty()) {
            line("  nothing is painted over");
            return;
        }
        boolean glass = frame.before().isPresent();
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(
                glass,
                "no",
                "box x,y w\u00d7h",
                "category",
                "entity",
                "detector",
                "score",
                "how",
                "first found by",
                "was"));
        for (Explanation.Painted p : frame.painted()) {
            String no = String.valueOf(p.number());
            String box = box(p.box());
            if (p.causes().isEmpty()) {
                String why = p.added().map(rule -> "second look, " + rule).orElse("joined or widened");
                rows.add(row(glass, no, box, p.category().label(), p.entity(), why, "", "", "", ""));
            }
            for (Explanation.Cause c : p.causes()) {
                rows.add(row(
                        glass,
                        no,
                        box,
                        c.category().label(),
                        c.entity(),
                        c.detector() + times(c),
                        score(c),
                        how(c),
                        c.origin().orElse(""),
                        c.text().orElse("")));
                no = "";
                box = "";
            }
        }
        table(rows);
    }

    private static List<String> row(boolean glass, String... cells) {
        List<String> all = new ArrayList<>(List.of(cells));
        if (!glass) {
            all.remove(all.size() - 1);
        }
        return all;
    }

    private void text(Explanation.Text text) {
        line("");
        line("Text: " + text.kind());
        line("  exported as  " + oneLine(text.redacted()));
        text.before().ifPresent(before -> line("  was          " + oneLine(before)));
        if (text.replaced().isEmpty()) {
            line("  nothing is replaced");
            return;
        }
        boolean glass = text.replaced().stream().anyMatch(r -> r.cause().text().isPresent());
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(glass, "placeholder", "category", "entity", "detector", "score", "how", "first found by", "was"));
        for (Explanation.Replaced r : text.replaced()) {
            Explanation.Cause c = r.cause();
            rows.add(row(
                    glass,
                    r.placeholder(),
                    c.category().label(),
                    c.entity(),
                    c.detector(),
                    score(c),
                    how(c),
                    c.origin().orElse(""),
                    c.text().orElse("")));
        }
        table(rows);
    }

    private static String box(Box b) {
        return b.x() + "," + b.y() + " " + b.w() + "\u00d7" + b.h();
    }

    private static String times(Explanation.Cause c) {
        return c.times() > 1 ? " (" + c.times() + " times)" : "";
    }

    private static String score(Explanation.Cause c) {
        return String.format(Locale.ROOT, "%.2f", c.score());
    }

    private static String how(Explanation.Cause c) {
        return c.own() ? "own" : "propagated";
    }

    /** As wide as its widest cell; the last column is as long as it is. */
    private void table(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(
                        widths[i], Math.min(MAX_COLUMN, oneLine(row.get(i)).length()));
            }
        }
        for (List<String> row : rows) {
            StringBuilder text = new StringBuilder("  ");
            for (int i = 0; i < columns; i++) {
                String cell = oneLine(row.get(i));
                text.append(cell);
                if (i < columns - 1) {
                    text.append(" ".repeat(Math.max(0, widths[i] - cell.length()) + 2));
                }
            }
            line(text.toString());
        }
    }

    private static String oneLine(String text) {
        return OneLine.of(text).replaceAll(" {2,}", " ");
    }

    private void line(String text) {
        out.append(OneLine.of(text).stripTrailing()).append('\n');
    }
}
