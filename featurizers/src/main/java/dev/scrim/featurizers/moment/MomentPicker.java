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
 * time or before the next action, the last frame until then. Under {@link MomentRules.Profile#AGENTNET} the observation
 * is the last frame up to the press, and all times are those of the clock that the recorder stated.
 */
final class MomentPicker {
    /** A frame that is to show the place as it was is so much older than the observation: menus and pages fade in. */
    private static final long APART_US = 500_000;

    private static final Bookmark NONE = new Bookmark(Optional.empty(), Long.MAX_VALUE, Optional.empty());

    /**
     * An observation chosen when its action began.
     *
     * @param stillSinceUs time of the oldest frame from which to the chosen one not even the pointer moved
     * @param earlier the newest frame that is clearly older and shows the previous action done, if there is one
     */
    record Bookmark(Optional<FrameRef> frame, long stillSinceUs, Optional<FrameRef> earlier) {}

    private final FrameLog frames;
    private final MomentRules rules;

    MomentPicker(FrameLog frames, MomentRules rules) {
        this.frames = frames;
        this.rules = rules;
    }

    /** Whether every frame that {@link #before} may choose for an action has come by {@code nowUs}. */
    boolean decided(long startUs, long nowUs) {
        return rules.frameTimeUs(startUs) <= startUs || nowUs > rules.frameTimeUs(startUs);
    }

    Bookmark before(long previousEndUs, long approachUs, long startUs) {
        return rules.profile() == MomentRules.Profile.AGENTNET
                ? at(rules.frameTimeUs(previousEndUs), rules.frameTimeUs(startUs))
                : atRest(previousEndUs, approachUs, startUs);
    }

    private Bookmark at(long previousEndUs, long startUs) {
        List<FrameEvent> newestFirst = newestFirst();
        int chosen = first(newestFirst, startUs - rules.maxAgeUs(), startUs, false);
        // No other frame may stand in for it, however alike: it is the tool's choice that is wanted.
        return chosen < 0 ? NONE : bookmark(newestFirst, chosen, Long.MAX_VALUE, previousEndUs);
    }

    private List<FrameEvent> newestFirst() {
        List<FrameEvent> newestFirst = new ArrayList<>();
        frames.newestFirst().forEach(newestFirst::add);
        return newestFirst;
    }

    private Bookmark bookmark(List<FrameEvent> newestFirst, int chosen, long stillSinceUs, long previousEndUs) {
        FrameEvent frame = newestFirst.get(chosen);
        int earlier = first(newestFirst, previousEndUs, frame.tUs() - APART_US, false);
        return new Bookmark(
                Optional.of(ref(frame)),
                stillSinceUs,
                earlier < 0 ? Optional.empty() : Optional.of(ref(newestFirst.get(earlier))));
    }

    private Bookmark atRest(long previousEndUs, long approachUs, long startUs) {
        long pressLimitUs = startUs - rules.marginUs();
        long approachLimitUs = Math.min(approachUs, pressLimitUs);
        List<FrameEvent> newestFirst = newestFirst();
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
            return NONE;
        }
        int since = chosen;
        while (since + 1 < newestFirst.size() && frames.still(newestFirst.get(since))) {
            since++;
        }
        return bookmark(newestFirst, chosen, newestFirst.get(since).tUs(), previousEndUs);
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
