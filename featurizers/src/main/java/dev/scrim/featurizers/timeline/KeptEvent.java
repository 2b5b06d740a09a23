package dev.scrim.featurizers.timeline;

import dev.scrim.datasets.model.RawEvent;

/**
 * An event that survived the cuts.
 *
 * @param segment counts the runs between cuts, from 0; nothing may be joined across two segments
 * @param windowKnown false when the active window changed inside a cut and no window event has been kept since: what
 *     was active before the cut says nothing any more
 */
public record KeptEvent(RawEvent event, int segment, boolean windowKnown) {
    public KeptEvent {
        if (segment < 0) {
            throw new IllegalArgumentException("Cannot place an event in a negative segment");
        }
    }
}
