package dev.scrim.featurizers.reading;

import dev.scrim.datasets.model.TextLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lines by what they look like. A hit means: the same ink to the pixel, but for what a video codec does to it. A
 * wrong hit would show one secret's reading for another, so a candidate is compared everywhere, and the worst place
 * decides, never an average. For one thread; its answers depend on the order of lines put in.
 */
final class ReadingCache {
    /** Two sightings of one line may be cut this differently; pixels. */
    private static final int SLACK_PX = 2;

    private final Map<Long, List<Entry>> bySize = new HashMap<>();

    /** A line known before. {@code dx, dy}: where its picture starts in the one asked for. */
    record Hit(TextLine line, int dx, int dy) {}

    private record Entry(InkDistance known, TextLine line) {}

    Optional<Hit> find(GrayImage ink) {
        Hit best = null;
        int bestWorst = InkDistance.DIFFERENT;
        for (int dh = -SLACK_PX; dh <= SLACK_PX; dh++) {
            for (int dw = -SLACK_PX; dw <= SLACK_PX; dw++) {
                for (Entry e : bySize.getOrDefault(key(ink.width() + dw, ink.height() + dh), List.of())) {
                    for (int dy = Math.min(0, -dh); dy <= Math.max(0, -dh); dy++) {
                        for (int dx = Math.min(0, -dw); dx <= Math.max(0, -dw); dx++) {
                            int worst = e.known().worstCell(ink, dx, dy);
                            if (worst < bestWorst) {
                                bestWorst = worst;
                                best = new Hit(e.line(), dx, dy);
                            }
                        }
                    }
                }
            }
        }
        return Optional.ofNullable(best);
    }

    void put(GrayImage ink, TextLine line) {
        bySize.computeIfAbsent(key(ink.width(), ink.height()), k -> new ArrayList<>())
                .add(new Entry(InkDistance.to(ink), line));
    }

    private static long key(int width, int height) {
        return (long) width << 32 | height;
    }
}
