package dev.scrim.featurizers.moment;

import dev.scrim.datasets.model.FrameEvent;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.featurizers.timeline.FrameLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses frames by when they were captured and how much changed in them.
 *
 * <p>Observation: the last frame at rest between the previous action's end and the pointer's departure; if the screen
 * was not at rest then, the last one at rest before the press; then the last one at all. After-frame: the first frame
 * behind the action at which the screen has been at rest for {@link MomentRules#settleUs()}; if that does not come in
 * time or before the next action, the last frame until then.
 */
final class MomentPicker {
    /**
     * An observation chosen when its action began.
     *
     * @param stillSinceUs time of the oldest frame from which to the chosen one not even the pointer moved
     */
    record Bookmark(Optional<FrameRef> frame, long stillSinceUs) {}

    private final FrameLog frames;
    private final MomentRules rules;

    MomentPicker(FrameLog frames, MomentRules rules) {
        this.frames = frames;
        this.rules = rules;
    }

    Bookmark before(long previousEndUs, long approachUs, long startUs) {
        long pressLimitUs = startUs - rules.clockUncertaintyUs();
        long approachLimitUs = Math.min(approachUs, pressLimitUs);
        List<FrameEvent> newestFirst = new ArrayList<>();
        frames.newestFirst().forEach(newestFirst::add);
        int chosen = first(newestFirst, previousEndUs, approachLimitUs, true);
        if (chosen < 0) {
            chosen = first(newestFirst, previousEndUs, pressLimitUs, true);
        }
        if (chosen < 0) {
            chosen = first(newestFirst, previousEndUs, pressLimitUs, false);
        }
        if (chosen < 0) {
            chosen = first(newestFirst, Long.MIN_VALUE, pressLimitUs, false);
        }
        if (chosen < 0 || newestFirst.get(chosen).tUs() < startUs - rules.maxAgeUs()) {
            return new Bookmark(Optional.empty(), Long.MAX_VALUE);
        }
        int since = chosen;
        while (since + 1 < newestFirst.size() && frames.still(newestFirst.get(since))) {
            since++;
        }
        return new Bookmark(
                Optional.of(ref(newestFirst.get(chosen))),
                newestFirst.get(since).tUs());
    }

    /** The first settled frame in {@code (endUs, limitUs]}, as far as frames have come. */
    Optional<FrameRef> settled(long endUs, long limitUs) {
        long restSinceUs = endUs;
        for (FrameEvent frame : frames.oldestFirst()) {
            if (frame.tUs() <= endUs || frame.tUs() > limitUs) {
                continue;
            }
            if (!frames.quiet(frame)) {
                restSinceUs = frame.tUs();
            } else if (frame.tUs() - restSinceUs >= rules.settleUs()) {
                return Optional.of(ref(frame));
            }
        }
        return Optional.empty();
    }

    /** The last frame in {@code (endUs, limitUs]}. */
    Optional<FrameRef> last(long endUs, long limitUs) {
        for (FrameEvent frame : frames.newestFirst()) {
            if (frame.tUs() <= limitUs) {
                return frame.tUs() > endUs ? Optional.of(ref(frame)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Place of the newest frame in {@code [fromUs, toUs]}, or -1; at rest means that it and the one before it are quiet. */
    private int first(List<FrameEvent> newestFirst, long fromUs, long toUs, boolean atRest) {
        for (int i = 0; i < newestFirst.size(); i++) {
            FrameEvent frame = newestFirst.get(i);
            if (frame.tUs() < fromUs) {
                return -1;
            }
            if (frame.tUs() > toUs) {
                continue;
            }
            @Nullable FrameEvent earlier = i + 1 < newestFirst.size() ? newestFirst.get(i + 1) : null;
            boolean rest = frames.quiet(frame) && (earlier == null || earlier.tUs() < fromUs || frames.quiet(earlier));
            if (!atRest || rest) {
                return i;
            }
        }
        return -1;
    }

    private static FrameRef ref(FrameEvent frame) {
        return new FrameRef(frame.chunk(), frame.indexInChunk(), frame.tUs());
    }
}
