package dev.scrim.notebooks;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Plots as pictures, which a notebook shows by itself. */
public final class Charts {
    private static final int WIDTH_PX = 760;
    private static final int HEIGHT_PX = 380;
    private static final int MOST_BARS = 16;
    private static final Color[] COLOURS = {new Color(0x2f6f9f), new Color(0xc7792b)};

    private Charts() {}

    /** Counts as bars, the highest first; of more than sixteen the rest is left out. */
    public static BufferedImage bars(String title, Map<String, ? extends Number> counts) {
        List<Map.Entry<String, ? extends Number>> entries = new ArrayList<>(counts.entrySet());
        entries.removeIf(e -> e.getValue().doubleValue() == 0);
        entries.sort(Comparator.comparingDouble(e -> -e.getValue().doubleValue()));
        List<Map.Entry<String, ? extends Number>> shown = entries.subList(0, Math.min(MOST_BARS, entries.size()));
        return bars(
                title,
                shown.stream().<String>map(Map.Entry::getKey).toList(),
                Map.of("steps", shown.stream().<Number>map(Map.Entry::getValue).toList()));
    }

    /**
     * Bars side by side for each name.
     *
     * @param series as many values as there are names, by what they are of
     */
    public static BufferedImage bars(String title, List<String> names, Map<String, List<Number>> series) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH_PX)
                .height(HEIGHT_PX)
                .title(title)
                .build();
        style(chart.getStyler(), series.size() > 1);
        chart.getStyler().setXAxisLabelRotation(names.size() > 6 ? 45 : 0);
        if (!names.isEmpty()) {
            series.forEach((name, values) -> chart.addSeries(name, names, values));
        }
        return BitmapEncoder.getBufferedImage(chart);
    }

    /** A line over 1, 2, 3, ... */
    public static BufferedImage line(String title, String x, String y, List<Double> values) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH_PX)
                .height(HEIGHT_PX)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        style(chart.getStyler(), false);
        List<Integer> at = new ArrayList<>();
        for (int i = 1; i <= values.size(); i++) {
            at.add(i);
        }
        chart.addSeries(y, at, values).setMarker(SeriesMarkers.NONE);
        return BitmapEncoder.getBufferedImage(chart);
    }

    private static void style(Styler styler, boolean legend) {
        styler.setLegendVisible(legend);
        styler.setLegendPosition(Styler.LegendPosition.InsideNE);
        styler.setSeriesColors(COLOURS);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setAntiAlias(true);
    }
}
