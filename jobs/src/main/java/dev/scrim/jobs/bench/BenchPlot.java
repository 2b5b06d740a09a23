package dev.scrim.jobs.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures as one picture: what each stage spent, how far that is from the least, and both ratios. */
public final class BenchPlot {
    private static final int WIDTH = 860;
    private static final int LEFT = 190;
    private static final int BAR = 460;
    private static final int ROW = 24;
    private static final int HEAD = 46;

    /** Told apart by lightness too, for those who do not see the hues. */
    private static final Map<String, String> COLOURS = colours();

    private final StringBuilder out = new StringBuilder();
    private int y = 34;

    private BenchPlot() {}

    private static Map<String, String> colours() {
        Map<String, String> out = new LinkedHashMap<>();
        out.put("decode", "#1b4f72");
        out.put("OCR", "#2e86c1");
        out.put("encode", "#85c1e9");
        out.put("own code", "#b9770e");
        out.put("Spark", "#f5b041");
        out.put("JIT and GC", "#d5d8dc");
        return out;
    }

    private record Bar(String name, List<Double> parts, String note) {
        double sum() {
            return parts.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    /** A whole SVG document. */
    public static String svg(BenchFigures f) {
        BenchPlot plot = new BenchPlot();
        List<Bar> stages = new ArrayList<>();
        for (BenchFigures.StageTime s : f.stages()) {
            double total = s.work().total();
            stages.add(
                    new Bar(s.stage(), parts(s.work()), said("%.1f s, %.1f recorded s each", total, rate(f, total))));
        }
        plot.title(said(
                "%.0f s recorded, %.1f core-seconds: %.2f recorded seconds per core-second",
                f.recordedSeconds(), f.cpuSeconds(), f.recordedPerCoreSecond()));
        plot.legend();
        plot.section("Core-seconds by stage");
        plot.bars(stages);
        plot.section("Taken, and the least possible: decode, OCR of each text, encode once");
        Work all = f.work();
        plot.bars(List.of(
                new Bar("taken", parts(all), said("%.1f s", all.total())),
                new Bar(
                        "least",
                        List.of(
                                f.straight().decodeCpuS(),
                                f.ocrLimitSeconds(),
                                f.straight().encodeSeconds()),
                        said("%.1f s", f.limitSeconds()))));
        plot.section("Times as long as Scrim, the straightforward way (wall; CPU beside it)");
        List<Bar> ratios = new ArrayList<>();
        ratios.add(ratio("kept frames", f.ratioKeptFrames(), f.ratioKeptFramesCpu()));
        f.fullRate().ifPresent(r -> ratios.add(ratio("every frame that differs", r.ratio(), r.ratioCpu())));
        plot.bars(ratios);
        return plot.document();
    }

    private static List<Double> parts(Work w) {
        return List.of(w.decode(), w.ocr(), w.encode(), w.own(), w.spark(), w.runtime());
    }

    private static double rate(BenchFigures f, double seconds) {
        return seconds > 0 ? f.recordedSeconds() / seconds : 0;
    }

    private static Bar ratio(String name, double wall, double cpu) {
        return new Bar(name, List.of(wall), said("%.2f x (CPU %.2f x)", wall, cpu));
    }

    private void title(String text) {
        text(20, y, "font-size='15' font-weight='bold'", text);
        y += 26;
    }

    private void legend() {
        int x = 20;
        for (Map.Entry<String, String> each : COLOURS.entrySet()) {
            rect(x, y - 11, 13, each.getValue());
            text(x + 19, y, "", each.getKey());
            x += 36 + 8 * each.getKey().length();
        }
        y += 8;
    }

    private void section(String title) {
        y += HEAD - 14;
        text(20, y, "font-weight='bold'", title);
        y += 14;
    }

    private void bars(List<Bar> bars) {
        double most = bars.stream().mapToDouble(Bar::sum).max().orElse(0);
        List<String> fills = List.copyOf(COLOURS.values());
        for (Bar bar : bars) {
            text(LEFT - 10, y + 15, "text-anchor='end'", bar.name());
            double x = LEFT;
            for (int i = 0; i < bar.parts().size() && most > 0; i++) {
                double w = bar.parts().get(i) / most * BAR;
                rect(x, y + 3, w, fills.get(i));
                x += w;
            }
            text(x + 6, y + 15, "", bar.note());
            y += ROW;
        }
    }

    private void rect(double x, double top, double width, String fill) {
        out.append(said("<rect x='%.1f' y='%.1f' width='%.1f' height='16' fill='%s'/>%n", x, top, width, fill));
    }

    private void text(double x, double baseline, String more, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        out.append(said("<text x='%.1f' y='%.1f' %s>%s</text>%n", x, baseline, more, escaped));
    }

    private String document() {
        return said(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%1$d' height='%2$d' viewBox='0 0 %1$d %2$d'"
                        + " font-family='sans-serif' font-size='12' fill='#1c2833'>%n"
                        + "<rect width='%1$d' height='%2$d' fill='white'/>%n%3$s</svg>%n",
                WIDTH, y + 20, out);
    }

    private static String said(String format, Object... values) {
        return String.format(Locale.ROOT, format.replace("%n", "\n"), values);
    }
}
