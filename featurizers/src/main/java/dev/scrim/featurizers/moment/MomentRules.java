package dev.scrim.featurizers.moment;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.ScreenClock;
import java.util.Arrays;
import java.util.Locale;

/**
 * How frames are chosen. Times in microseconds.
 *
 * @param profile what an observation is
 * @param clockUncertaintyUs how far input and video may disagree; an observation is at least this much older than the
 *     press, so that it cannot show the effect. 0 where both share one clock
 * @param offsetUs what settling the recording's clock added to the times that its recorder stated for frames
 * @param settleUs the screen has settled when nothing but the pointer changed for this long
 * @param maxAfterUs latest time after the action at which its effect is awaited
 * @param maxAgeUs an observation older than this is none: the video has stalled
 */
public record MomentRules(
        Profile profile, long clockUncertaintyUs, long offsetUs, long settleUs, long maxAfterUs, long maxAgeUs)
        implements java.io.Serializable {
    /** For recordings on one clock. */
    public static final MomentRules STANDARD =
            new MomentRules(Profile.DEFAULT, 5_000, 0, 250_000, 1_500_000, 10_000_000);

    /** Named ways to choose the observation. */
    public enum Profile {
        /** The last frame at rest before the pointer sets out, by the settled clock. */
        DEFAULT,
        /**
         * The last frame up to the action's first event by the clock that the recorder stated, whatever is on it: what
         * OpenCUA's AgentNet tool takes. For comparison with that tool.
         */
        AGENTNET;

        /** Its name in specs. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Profile named(String label) {
            return Arrays.stream(values())
                    .filter(p -> p.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new UserError(
                            "Cannot find profile of moments: " + label,
                            "use one of "
                                    + Arrays.stream(values())
                                            .map(Profile::label)
                                            .toList()));
        }
    }

    public MomentRules {
        if (clockUncertaintyUs < 0 || settleUs < 0 || maxAfterUs < settleUs || maxAgeUs <= 0) {
            throw new IllegalArgumentException("Cannot choose frames by these times: one is negative or out of order");
        }
    }

    /** The same for a recording with this clock. */
    public MomentRules within(ScreenClock clock) {
        return new MomentRules(profile, clock.uncertaintyUs(), clock.offsetUs(), settleUs, maxAfterUs, maxAgeUs);
    }

    /** How much older than an action's first event its observation has to be. */
    long marginUs() {
        return profile == Profile.AGENTNET ? 0 : clockUncertaintyUs;
    }

    /** The time of frames as they stand in the timeline that this profile takes for an input event's at {@code tUs}. */
    long frameTimeUs(long tUs) {
        return profile == Profile.AGENTNET ? tUs + offsetUs : tUs;
    }
}
