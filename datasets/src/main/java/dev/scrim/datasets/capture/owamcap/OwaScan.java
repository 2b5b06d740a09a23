package dev.scrim.datasets.capture.owamcap;

import dev.scrim.datasets.capture.mcap.McapItem;
import dev.scrim.datasets.capture.mcap.McapReader;
import dev.scrim.datasets.model.StreamKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a recording's messages before its events can be read: its first moment, when its frames were
 * shown and where on the desktop. One look through the file; memory grows with the frames and the moves of windows only.
 *
 * @param zeroNs time of the first message, or of the first frame where that is earlier, nanoseconds since 1970
 * @param places where windows were, each time that this changed
 * @param source size of what is filmed, in the desktop's pixels; empty before version 0.4
 * @param videos names of the video files that the frames' messages give
 * @param messages of each stream that has any
 * @param heldCodes virtual-key codes of the keys that were down before the first keyboard message
 * @param brokenScreens {@code screen} messages that do not say which frame they are about
 * @param damage what is wrong with the file; empty where it is sound
 */
record OwaScan(
        long zeroNs,
        FrameTimes frames,
        List<CapturedWindow.Place> places,
        Optional<OwaMessage.Shape> source,
        Optional<OwaMessage.Shape> shape,
        Set<String> videos,
        Map<StreamKind, Long> messages,
        List<Integer> heldCodes,
        long brokenScreens,
        boolean cutOff,
        List<String> damage) {
    /** A frame's own time stands only so near to its message's; else it is of another clock. */
    private static final long SAME_CLOCK_NS = 1_000_000_000L;

    private static final int MAX_DAMAGE_TOLD = 10;

    /** Twelve hours at 60 a second. More frames, or moves of windows, are no recording: they would fill the memory. */
    static final int MAX_KEPT = 12 * 3600 * 60;

    private static final Map<String, StreamKind> STREAMS =
            Map.of("window", StreamKind.WINDOW, "keyboard", StreamKind.KEYBOARD, "mouse", StreamKind.MOUSE);

    /**
     * The stream whose events the topic's messages are. Of the other topics, {@code mouse/raw} tells movements of
     * {@code mouse} once more before the system accelerates them, {@code mouse/state} and {@code keyboard/state} repeat
     * each second what events have said, and {@code screen} speaks of frames, which are counted in the video.
     */
    static Optional<StreamKind> stream(String topic) {
        return Optional.ofNullable(STREAMS.get(topic));
    }

    /** Microseconds of the recording's clock. */
    long tUs(long logNs) {
        return Math.floorDiv(logNs - zeroNs, 1_000L);
    }

    static OwaScan of(InputStream in) throws IOException {
        return of(in, MAX_KEPT);
    }

    static OwaScan of(InputStream in, int maxKept) throws IOException {
        Collector found = new Collector(maxKept);
        try (McapReader reader = new McapReader(in)) {
            for (Optional<McapItem> item = reader.next(); item.isPresent(); item = reader.next()) {
                found.take(item.get());
            }
        }
        return found.scan();
    }

    /** Times are nanoseconds until the first one is known. */
    private static final class Collector {
        private record Frame(long ptsNs, long atNs) {}

        @SuppressWarnings("ArrayRecordComponent") // Never compared.
        private record Seen(long atNs, long window, int[] edges) {}

        private final List<Frame> frames = new ArrayList<>();
        private final List<Seen> places = new ArrayList<>();
        private final Set<String> videos = new TreeSet<>();
        private final Map<StreamKind, Long> messages = new EnumMap<>(StreamKind.class);
        private final List<String> damage = new ArrayList<>();
        private Optional<OwaMessage.Shape> source = Optional.empty();
        private Optional<OwaMessage.Shape> shape = Optional.empty();
        private @Nullable List<Integer> held;
        private long zeroNs = Long.MAX_VALUE;
        private long brokenScreens;
        private boolean cutOff;
        private boolean overfull;
        private final int maxKept;

        Collector(int maxKept) {
            this.maxKept = maxKept;
        }

        void take(McapItem item) {
            if (item instanceof McapItem.Message message) {
                take(message);
            } else if (item instanceof McapItem.Damaged damaged) {
                if (damage.size() < MAX_DAMAGE_TOLD) {
                    damage.add(damaged.detail());
                }
            } else {
                cutOff = true;
            }
        }

        private void take(McapItem.Message message) {
            if (frames.size() >= maxKept || places.size() >= maxKept) {
                // Told once; what follows is not kept.
                if (!overfull) {
                    overfull = true;
                    damage.add("it has more than " + maxKept + " frames or moves of windows");
                }
                return;
            }
            Optional<StreamKind> stream = stream(message.topic());
            if (stream.isPresent()) {
                messages.merge(stream.get(), 1L, Long::sum);
                zeroNs = Math.min(zeroNs, message.logNs());
            }
            switch (message.topic()) {
                case "screen" -> screen(message);
                case "window" -> OwaMessage.fields(message).ifPresent(fields -> place(message.logNs(), fields));
                case "keyboard" -> held = held == null ? List.of() : held;
                case "keyboard/state" -> OwaMessage.fields(message).ifPresent(this::state);
                default -> {
                    // The mouse's events are for their reader, other topics for nobody.
                }
            }
        }

        private void screen(McapItem.Message message) {
            Optional<OwaMessage.Screen> screen = OwaMessage.fields(message).flatMap(OwaMessage::screen);
            if (screen.isEmpty()) {
                brokenScreens++;
                return;
            }
            long atNs = screen.get()
                    .utcNs()
                    .filter(utc -> Math.abs(utc - message.logNs()) <= SAME_CLOCK_NS)
                    .orElse(message.logNs());
            zeroNs = Math.min(zeroNs, atNs);
            frames.add(new Frame(screen.get().ptsNs(), atNs));
            // Two are as wrong as a thousand.
            if (!screen.get().video().isEmpty() && videos.size() < 2) {
                videos.add(screen.get().video());
            }
            source = source.or(screen.get()::source);
            shape = shape.or(screen.get()::shape);
        }

        private void place(long logNs, Map<String, @Nullable Object> fields) {
            Optional<int[]> edges = OwaMessage.edges(fields.get("rect"));
            long window = fields.get("hWnd") instanceof Number n ? n.longValue() : 0;
            Seen last = places.isEmpty() ? null : places.get(places.size() - 1);
            boolean same = last != null
                    && edges.isPresent()
                    && last.window() == window
                    && java.util.Arrays.equals(last.edges(), edges.get());
            if (edges.isPresent() && !same) {
                places.add(new Seen(logNs, window, edges.get()));
            }
        }

        private void state(Map<String, @Nullable Object> fields) {
            if (held == null && fields.get("buttons") instanceof List<?> codes) {
                held = codes.stream()
                        .filter(code -> code instanceof Number n && VirtualKeys.isCode(n.longValue()))
                        .map(code -> ((Number) code).intValue())
                        .toList();
            }
        }

        OwaScan scan() {
            long zero = zeroNs == Long.MAX_VALUE ? 0 : zeroNs;
            return new OwaScan(
                    zero,
                    new FrameTimes(frames.stream()
                            .map(f ->
                                    new FrameTimes.Sighting(f.ptsNs() / 1_000, Math.floorDiv(f.atNs() - zero, 1_000L)))
                            .toList()),
                    places.stream()
                            .map(p -> new CapturedWindow.Place(
                                    Math.floorDiv(p.atNs() - zero, 1_000L), p.window(), p.edges()))
                            .toList(),
                    source,
                    shape,
                    videos,
                    messages,
                    held == null ? List.of() : held,
                    brokenScreens,
                    cutOff,
                    List.copyOf(damage));
        }
    }
}
