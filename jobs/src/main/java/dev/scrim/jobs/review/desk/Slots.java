package dev.scrim.jobs.review.desk;

import dev.scrim.datasets.store.Digests;
import dev.scrim.jobs.review.index.ReviewIndex;
import dev.scrim.jobs.review.sample.Planned;
import dev.scrim.jobs.review.sample.ReviewPlan;
import dev.scrim.jobs.review.store.Queue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every frame of every queue by its opaque id. Ids come from the lot's secret seed, so that they say nothing. */
final class Slots {
    private static final int ID_DIGITS = 32;

    private final Map<String, Slot> byId = new HashMap<>();
    private final Map<Queue, List<Slot>> byQueue = new EnumMap<>(Queue.class);
    private final Map<Queue, Map<String, Slot>> byFrame = new EnumMap<>(Queue.class);
    private final ReviewIndex index;

    Slots(String seed, ReviewPlan plan, ReviewIndex index) {
        this.index = index;
        for (Queue queue : Queue.values()) {
            List<Slot> slots = new ArrayList<>();
            Map<String, Slot> frames = new HashMap<>();
            for (Planned planned : queue == Queue.HUNT ? plan.hunt() : plan.sample()) {
                boolean once = queue == Queue.SECOND && !planned.second();
                boolean nobodys = queue == Queue.ADJUDICATE && planned.plant();
                if (once || nobodys) {
                    continue;
                }
                String frame = index.frames().get(planned.frame()).id();
                String id = Digests.fields("scrim-review-item/1")
                        .add(seed)
                        .add(queue.label())
                        .add(frame)
                        .hex()
                        .substring(0, ID_DIGITS);
                Slot slot = new Slot(id, queue, planned);
                slots.add(slot);
                frames.put(frame, slot);
                byId.put(id, slot);
            }
            byQueue.put(queue, List.copyOf(slots));
            byFrame.put(queue, frames);
        }
    }

    Optional<Slot> of(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Slot> of(Queue queue, String frame) {
        return Optional.ofNullable(byFrame.getOrDefault(queue, Map.of()).get(frame));
    }

    /** In the plan's order. */
    List<Slot> in(Queue queue) {
        return byQueue.getOrDefault(queue, List.of());
    }

    String frameOf(Planned planned) {
        return index.frames().get(planned.frame()).id();
    }
}
