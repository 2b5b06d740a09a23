package dev.scrim.featurizers.action;

import dev.scrim.datasets.model.RawEvent;
import dev.scrim.datasets.model.StreamKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Names raw events by runs of ordinals, so that a long drag or text costs a few entries. */
final class EventClaims {
    /** Ordinals {@code first} to {@code last} of a stream, both included. */
    record Range(StreamKind stream, long first, long last) {}

    private final List<Range> done = new ArrayList<>();
    private final Map<StreamKind, Range> open = new EnumMap<>(StreamKind.class);

    void add(RawEvent event) {
        add(new Range(event.stream(), event.ordinal(), event.ordinal()));
    }

    void add(Range range) {
        Range run = open.get(range.stream());
        if (run != null && run.last() + 1 == range.first()) {
            open.put(range.stream(), new Range(range.stream(), run.first(), range.last()));
            return;
        }
        if (run != null) {
            done.add(run);
        }
        open.put(range.stream(), range);
    }

    /** Everything claimed so far; forgets it. */
    List<Range> drain() {
        List<Range> all = new ArrayList<>(done);
        all.addAll(open.values());
        done.clear();
        open.clear();
        return all;
    }
}
