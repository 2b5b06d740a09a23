package dev.scrim.datasets.shards.lerobot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The numbers of one episode, by feature and place in its vector: 8 bytes each until they are summed up. */
final class EpisodeStats {
    private final FrameTable frames;
    private final Optional<Levels> levels;
    private final long length;
    private final List<double[]> values = new ArrayList<>();
    private int rows;

    EpisodeStats(FrameTable frames, Optional<Levels> levels, long length) {
        this.frames = frames;
        this.levels = levels;
        this.length = length;
        int first = (int) Math.min(length, 1024);
        for (FrameTable.Column column : frames.columns()) {
            if (column.isNumber()) {
                column.names().forEach(n -> values.add(new double[first]));
            }
        }
    }

    void add(List<Object> row) {
        if (rows == values.get(0).length) {
            values.replaceAll(v -> Arrays.copyOf(v, (int) Math.min(length, 2L * rows)));
        }
        int at = 0;
        for (int c = 0; c < row.size(); c++) {
            if (!frames.columns().get(c).isNumber()) {
                continue;
            }
            List<?> cells = row.get(c) instanceof List<?> list ? list : List.of(row.get(c));
            for (Object cell : cells) {
                values.get(at++)[rows] = cell instanceof Number n ? n.doubleValue() : Boolean.TRUE.equals(cell) ? 1 : 0;
            }
        }
        rows++;
    }

    /** By feature; to be called once, since it sorts. */
    Map<String, List<Summary>> byFeature() {
        Map<String, List<Summary>> all = new LinkedHashMap<>();
        levels.ifPresent(l -> {
            List<Summary> channels = new ArrayList<>();
            for (int c = 0; c < Levels.CHANNELS; c++) {
                channels.add(l.summary(c, length));
            }
            all.put(Place.VIDEO_KEY, channels);
        });
        int at = 0;
        for (FrameTable.Column column : frames.columns()) {
            if (column.isNumber()) {
                List<Summary> vector = new ArrayList<>();
                for (int i = 0; i < column.names().size(); i++) {
                    vector.add(Summary.of(values.get(at++), rows));
                }
                all.put(column.name(), vector);
            }
        }
        return all;
    }
}
