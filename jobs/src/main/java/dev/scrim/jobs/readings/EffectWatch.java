package dev.scrim.jobs.readings;

import dev.scrim.datasets.model.Pixels;
import dev.scrim.featurizers.moment.EffectCheck;
import dev.scrim.featurizers.moment.Neighbourhood;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one video whose frames for the effect check are on their way: what is around each place, until the
 * after-frame has come. A step of which a frame does not come gets no verdict.
 */
final class EffectWatch {
    /** More than overlap in any session: an after-frame comes within seconds. Bounds memory to 4 MB. */
    static final int MAX_OPEN = 64;

    private static final class Open {
        private final Neighbourhood earlier;
        private @Nullable Neighbourhood observation;

        Open(Neighbourhood earlier) {
            this.earlier = earlier;
        }
    }

    private final Map<Integer, Open> open = new LinkedHashMap<>();

    /** Takes one look; with a step's last one comes its verdict. */
    Optional<EffectCheck.Verdict> look(WantedFrame.Look look, Pixels frame) {
        Neighbourhood near = Neighbourhood.of(frame, look.place()).orElse(null);
        if (near == null) {
            return Optional.empty();
        }
        if (look.role() == WantedFrame.Role.EARLIER) {
            begin(look.step(), near);
            return Optional.empty();
        }
        if (look.role() == WantedFrame.Role.OBSERVATION) {
            Open own = open.get(look.step());
            if (own != null) {
                own.observation = near;
            }
            return Optional.empty();
        }
        Open own = open.remove(look.step());
        return own == null || own.observation == null
                ? Optional.empty()
                : Optional.of(EffectCheck.judge(own.earlier, own.observation, near));
    }

    private void begin(int step, Neighbourhood earlier) {
        open.put(step, new Open(earlier));
        if (open.size() > MAX_OPEN) {
            Iterator<Integer> oldestFirst = open.keySet().iterator();
            oldestFirst.next();
            oldestFirst.remove();
        }
    }
}
