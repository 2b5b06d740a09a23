package dev.scrim.datasets.capture.owamcap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scrim.datasets.capture.JsonLines;
import dev.scrim.datasets.capture.mcap.McapItem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a message, with the names that they have had: {@code path, pts} (0.3), with {@code original_shape} (0.4),
 * {@code media_ref{uri, pts_ns}, source_shape} (0.5).
 */
final class OwaMessage {
    private static final ObjectReader OBJECT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerForMapOf(Object.class);

    /** A later time would overflow when counted in nanoseconds from its epoch. */
    private static final long MAX_PTS_NS = 1_000_000_000_000_000_000L;

    private static final int MAX_SIDE = 65_536;

    private OwaMessage() {}

    /**
     * Width and height.
     *
     * @param width in units of whatever has the shape
     * @param height in the same units
     */
    record Shape(int width, int height) {}

    /**
     * A {@code screen} message.
     *
     * @param utcNs when the frame was captured, on the clock of the messages' times; empty where not said
     * @param video name of the video file, without the folders before it; empty where not said
     * @param source size of what was captured
     * @param shape size that it has in the video
     */
    record Screen(Optional<Long> utcNs, long ptsNs, String video, Optional<Shape> source, Optional<Shape> shape) {}

    /** A message's one JSON object, or empty where it is something else, or longer than any event's line may be. */
    static Optional<Map<String, @Nullable Object>> fields(McapItem.Message message) {
        if (!message.encoding().equals("json") || message.data().length > JsonLines.MAX_LINE_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(OBJECT.readValue(message.data()));
        } catch (JsonProcessingException malformed) {
            // Its message would quote what was recorded.
            return Optional.empty();
        } catch (IOException impossible) {
            return Optional.empty();
        }
    }

    /** Reads a {@code screen} message; empty where it does not say which frame it is about. */
    static Optional<Screen> screen(Map<String, @Nullable Object> fields) {
        Object reference = fields.get("media_ref");
        Object uri = reference instanceof Map<?, ?> media ? media.get("uri") : fields.get("path");
        Object pts = reference instanceof Map<?, ?> media ? media.get("pts_ns") : fields.get("pts");
        if (!(pts instanceof Number ptsNs) || ptsNs.longValue() < 0 || ptsNs.longValue() > MAX_PTS_NS) {
            return Optional.empty();
        }
        Optional<Long> utcNs = fields.get("utc_ns") instanceof Number n ? Optional.of(n.longValue()) : Optional.empty();
        String name = uri instanceof String text ? lastPart(text) : "";
        Optional<Shape> source = shape(fields.get("source_shape")).or(() -> shape(fields.get("original_shape")));
        return Optional.of(new Screen(utcNs, ptsNs.longValue(), name, source, shape(fields.get("shape"))));
    }

    /** Left, top, right, bottom, as the data has it (the recorder's documents call it x, y, width, height). */
    static Optional<int[]> edges(@Nullable Object rect) {
        if (!(rect instanceof List<?> list) || list.size() != 4) {
            return Optional.empty();
        }
        int[] edges = new int[4];
        for (int i = 0; i < 4; i++) {
            if (!(list.get(i) instanceof Number n) || !(Math.abs(n.doubleValue()) <= 1_000_000)) {
                return Optional.empty();
            }
            edges[i] = (int) Math.round(n.doubleValue());
        }
        return edges[2] < edges[0] || edges[3] < edges[1] ? Optional.empty() : Optional.of(edges);
    }

    private static Optional<Shape> shape(@Nullable Object value) {
        if (value instanceof List<?> sides
                && sides.size() == 2
                && sides.get(0) instanceof Number width
                && sides.get(1) instanceof Number height
                && width.intValue() > 0
                && height.intValue() > 0
                && width.intValue() <= MAX_SIDE
                && height.intValue() <= MAX_SIDE) {
            return Optional.of(new Shape(width.intValue(), height.intValue()));
        }
        return Optional.empty();
    }

    /** Paths before the name are of another machine, and carry its user's name. */
    private static String lastPart(String uri) {
        return uri.substring(Math.max(uri.lastIndexOf('/'), uri.lastIndexOf('\\')) + 1);
    }
}
