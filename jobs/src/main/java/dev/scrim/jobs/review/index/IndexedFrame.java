package dev.scrim.jobs.review.index;

import dev.scrim.datasets.model.Category;
import java.util.List;

/**
 * What is known of one redacted frame without opening it. Nothing in it is recorded content but the app's name, as the
 * export has it.
 *
 * @param id opaque: 32 hex digits
 * @param trajectory index into {@link ReviewIndex#trajectories}
 * @param place among its trajectory's frames, from 0
 * @param app name of the active program; may be empty
 * @param rating how private it was before redaction, 1 to 4
 * @param masks how many places are painted over, for each category in their order
 * @param steps how many steps were done at it
 * @param risk larger where redaction is more likely to have missed something; see {@link Risk}
 */
public record IndexedFrame(
        String id,
        int trajectory,
        int place,
        long tUs,
        int widthPx,
        int heightPx,
        String app,
        int rating,
        List<Integer> masks,
        int steps,
        int risk) {
    /** Of a frame on which nothing is painted over. */
    public static final String UNMASKED = "none";

    /** Whose counts stand where in {@link #masks}. */
    static final List<Category> CATEGORIES = List.of(Category.values());

    public IndexedFrame {
        masks = List.copyOf(masks);
        if (masks.size() != CATEGORIES.size() || rating < 1 || rating > 4 || place < 0) {
            throw new IllegalArgumentException("Cannot index a frame with a rating or masks that there are not");
        }
    }

    /** How many places of that category are painted over. */
    public int masks(Category category) {
        return masks.get(CATEGORIES.indexOf(category));
    }

    /** How many places are painted over. */
    public int masked() {
        int all = 0;
        for (int n : masks) {
            all += n;
        }
        return all;
    }

    /** Label of the category that most places are of; {@link #UNMASKED} without any. */
    public String kind() {
        int most = 0;
        for (int i = 1; i < masks.size(); i++) {
            most = masks.get(i) > masks.get(most) ? i : most;
        }
        return masks.get(most) == 0 ? UNMASKED : CATEGORIES.get(most).label();
    }
}
