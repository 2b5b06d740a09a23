package dev.scrim.jobs.review.fix;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.jobs.review.frames.FrameDesk;
import dev.scrim.jobs.review.index.IndexedFrame;
import dev.scrim.jobs.review.index.ReviewIndex;
import dev.scrim.jobs.review.index.TrajectoryFile;
import dev.scrim.jobs.review.store.Mark;
import dev.scrim.jobs.review.store.Reading;
import dev.scrim.jobs.spec.Treatment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the mildest policy that would have covered a miss: of the category that was missed where the frame has it, else of
 * the one that was painted over next to it. What a policy covers is estimated by where masks are; only a build shows it.
 */
public final class Proposals {
    /** What {@link Treatment#BLOCK} covers around a place, in multiples of its height, and to its sides in pixels. */
    private static final int BLOCK_LINES = 3;

    private static final int BLOCK_SIDE_PX = 120;
    /** What {@link Treatment#PANE} covers to the sides; up and down it covers all. */
    private static final int PANE_SIDE_PX = 360;
    /** Frames on which the cost is estimated. */
    private static final int LOOKED_AT = 40;

    private static final int SHOWN = 8;

    private final ReviewIndex index;
    private final FrameDesk frames;
    private final Map<String, String> treatments;

    /** @param treatments what the build did about each category, by labels */
    public Proposals(ReviewIndex index, FrameDesk frames, Map<String, String> treatments) {
        this.index = index;
        this.frames = frames;
        this.treatments = Map.copyOf(treatments);
    }

    /** Frames that are like that of a miss. */
    public List<Similar> similar(int frame, Reading miss) {
        return Similar.to(index, frame, missed(miss));
    }

    private static Optional<Category> missed(Reading miss) {
        return miss.marks().stream().map(Mark::category).findFirst();
    }

    /** Empty where no policy would have covered it: it then needs a rule. */
    public Optional<Proposal> of(int frame, Reading miss) throws IOException {
        List<TrajectoryFile.Mask> masks = frames.view(frame, false).masks();
        Optional<String> category = category(masks, miss);
        if (category.isEmpty()) {
            return Optional.empty();
        }
        String label = category.get();
        Treatment now = treatment(treatments.getOrDefault(label, Treatment.SPANS.label()));
        List<Box> own = masks.stream()
                .filter(m -> m.category().equals(label))
                .map(TrajectoryFile.Mask::box)
                .toList();
        for (Treatment next : Treatment.values()) {
            if (next.compareTo(now) > 0 && next != Treatment.SPANS && covers(next, own, miss.marks())) {
                return Optional.of(priced(label, now, next));
            }
        }
        return Optional.empty();
    }

    private static Treatment treatment(String label) {
        return Arrays.stream(Treatment.values())
                .filter(t -> t.label().equals(label))
                .findFirst()
                .orElse(Treatment.SPANS);
    }

    private static Optional<String> category(List<TrajectoryFile.Mask> masks, Reading miss) {
        Optional<String> said = missed(miss).map(Category::label);
        if (said.filter(c -> masks.stream().anyMatch(m -> m.category().equals(c)))
                .isPresent()) {
            return said;
        }
        Optional<Box> mark = miss.marks().stream().map(Mark::box).findFirst();
        return masks.stream()
                .min(Comparator.comparingDouble(
                        m -> mark.map(b -> distance(b, m.box())).orElse(0.0)))
                .map(TrajectoryFile.Mask::category);
    }

    private static double distance(Box a, Box b) {
        return Math.hypot(a.centerX() - b.centerX(), a.centerY() - b.centerY());
    }

    /** Whether each mark lies in what the treatment would cover; a miss that nobody marked is in any. */
    private static boolean covers(Treatment treatment, List<Box> masks, List<Mark> marks) {
        return marks.stream().allMatch(mark -> masks.stream().anyMatch(m -> reaches(treatment, m, mark.box())));
    }

    private static boolean reaches(Treatment treatment, Box mask, Box place) {
        return switch (treatment) {
            case KEEP, SPANS -> false;
            case BLOCK -> mask.grow(BLOCK_SIDE_PX, BLOCK_LINES * mask.h()).contains(place.centerX(), place.centerY());
            case PANE -> mask.x() - PANE_SIDE_PX <= place.centerX() && place.centerX() < mask.right() + PANE_SIDE_PX;
            case DROP_FRAME, DROP_TRAJECTORY -> true;
        };
    }

    private Proposal priced(String label, Treatment now, Treatment next) throws IOException {
        Category category = Arrays.stream(Category.values())
                .filter(c -> c.label().equals(label))
                .findFirst()
                .orElse(Category.UNREADABLE);
        List<Integer> changed = new ArrayList<>();
        Set<Integer> whole = new HashSet<>();
        for (int i = 0; i < index.frames().size(); i++) {
            if (index.frames().get(i).masks(category) > 0) {
                changed.add(i);
                whole.add(index.frames().get(i).trajectory());
            }
        }
        if (next == Treatment.DROP_TRAJECTORY) {
            changed.clear();
            for (int i = 0; i < index.frames().size(); i++) {
                if (whole.contains(index.frames().get(i).trajectory())) {
                    changed.add(i);
                }
            }
        }
        // Evenly spread, so that one long recording does not speak for all.
        int looked = Math.min(LOOKED_AT, changed.size());
        long lost = 0;
        for (int i = 0; i < looked; i++) {
            lost += lost(changed.get((int) ((long) i * changed.size() / looked)), label, next);
        }
        List<Integer> sample = new ArrayList<>();
        for (int i = 0; i < Math.min(SHOWN, changed.size()); i++) {
            sample.add(changed.get((int) ((long) i * changed.size() / Math.min(SHOWN, changed.size()))));
        }
        return new Proposal(
                label,
                now,
                next,
                changed.size(),
                looked == 0 ? 0 : Math.round((double) lost * changed.size() / looked),
                sample);
    }

    private long lost(int frame, String label, Treatment treatment) throws IOException {
        IndexedFrame indexed = index.frames().get(frame);
        FrameDesk.View view = frames.view(frame, false);
        List<Box> masks = view.masks().stream()
                .filter(m -> m.category().equals(label))
                .map(TrajectoryFile.Mask::box)
                .map(b -> b.clip(indexed.widthPx(), indexed.heightPx()))
                .toList();
        return view.readable().stream()
                .filter(line -> treatment == Treatment.DROP_TRAJECTORY
                        || masks.stream().anyMatch(m -> reaches(treatment, m, line)))
                .count();
    }
}
