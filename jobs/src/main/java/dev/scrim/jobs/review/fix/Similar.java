package dev.scrim.jobs.review.fix;

import dev.scrim.datasets.model.Category;
import dev.scrim.jobs.review.index.IndexedFrame;
import dev.scrim.jobs.review.index.ReviewIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A frame that is like one in which something was missed.
 *
 * @param frame index into the review index's frames
 * @param why in words, for people
 */
public record Similar(int frame, String why) {
    private static final int SHOWN = 12;
    private static final int NEAR_FRAMES = 3;
    private static final int NEAR = 6;
    private static final int SAME_APP = 4;
    private static final int SAME_CATEGORY = 3;
    private static final int SAME_KIND = 2;
    private static final int SAME_RATING = 1;
    /** Less than the same app and something more is like every other frame. */
    private static final int ENOUGH = 5;

    /**
     * Those most like it, the likest first.
     *
     * @param category of what was missed, where it was said
     */
    static List<Similar> to(ReviewIndex index, int missed, Optional<Category> category) {
        IndexedFrame one = index.frames().get(missed);
        record Scored(Similar similar, int score) {}
        List<Scored> out = new ArrayList<>();
        for (int i = 0; i < index.frames().size(); i++) {
            if (i == missed) {
                continue;
            }
            IndexedFrame other = index.frames().get(i);
            List<String> why = new ArrayList<>();
            int score = 0;
            if (other.trajectory() == one.trajectory() && Math.abs(other.place() - one.place()) <= NEAR_FRAMES) {
                score += NEAR;
                why.add("just " + (other.place() < one.place() ? "before" : "after") + " it");
            }
            if (!one.app().isEmpty() && other.app().equals(one.app())) {
                score += SAME_APP;
                why.add("same program");
            }
            if (category.filter(c -> other.masks(c) > 0).isPresent()) {
                score += SAME_CATEGORY;
                why.add("has " + category.get().label() + " painted over");
            }
            if (other.kind().equals(one.kind())) {
                score += SAME_KIND;
                why.add("masks mostly " + one.kind());
            }
            score += other.rating() == one.rating() ? SAME_RATING : 0;
            if (score >= ENOUGH) {
                out.add(new Scored(new Similar(i, String.join(", ", why)), score));
            }
        }
        out.sort(Comparator.<Scored>comparingInt(s -> -s.score())
                .thenComparing(s -> -index.frames().get(s.similar().frame()).risk())
                .thenComparing(s -> index.frames().get(s.similar().frame()).id()));
        return out.subList(0, Math.min(SHOWN, out.size())).stream()
                .map(Scored::similar)
                .toList();
    }
}
