package dev.scrim.datasets.schema;

import dev.scrim.datasets.model.Category;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How many redactions of each category, none negative; a category that is not named counts 0. Immutable. */
public record CategoryCounts(Map<Category, Integer> byCategory) {
    public static final CategoryCounts NONE = new CategoryCounts(Map.of());

    public CategoryCounts {
        Map<Category, Integer> all = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            int n = byCategory.getOrDefault(category, 0);
            if (n < 0) {
                throw new IllegalArgumentException("Cannot count redactions of " + category.label() + ": " + n);
            }
            all.put(category, n);
        }
        byCategory = Collections.unmodifiableMap(all);
    }

    public int of(Category category) {
        return byCategory.getOrDefault(category, 0);
    }

    /** Each category's sum. */
    public CategoryCounts plus(CategoryCounts other) {
        Map<Category, Integer> sum = new EnumMap<>(Category.class);
        byCategory.forEach((category, n) -> sum.put(category, n + other.of(category)));
        return new CategoryCounts(sum);
    }
}
