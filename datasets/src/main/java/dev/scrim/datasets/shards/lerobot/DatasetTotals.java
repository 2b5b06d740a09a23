package dev.scrim.datasets.shards.lerobot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Running sums over a dataset's episodes. */
final class DatasetTotals {
    private final Map<String, List<Summary>> byFeature = new LinkedHashMap<>();
    private long episodes;
    private long frames;

    void add(long framesOfEpisode, Map<String, List<Summary>> stats) {
        episodes++;
        frames += framesOfEpisode;
        stats.forEach((feature, vector) -> byFeature.merge(feature, vector, DatasetTotals::join));
    }

    private static List<Summary> join(List<Summary> a, List<Summary> b) {
        return java.util.stream.IntStream.range(0, a.size())
                .mapToObj(i -> a.get(i).plus(b.get(i)))
                .toList();
    }

    long episodes() {
        return episodes;
    }

    long frames() {
        return frames;
    }

    Map<String, List<Summary>> byFeature() {
        return byFeature;
    }
}
