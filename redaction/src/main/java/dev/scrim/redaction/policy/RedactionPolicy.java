package dev.scrim.redaction.policy;

import dev.scrim.datasets.model.Category;
import java.util.EnumMap;
import java.util.Map;

/**
 * One decision for each category.
 *
 * @param decisions a category that is missing is masked by spans: nothing is kept by omission
 */
public record RedactionPolicy(Map<Category, Decision> decisions) {
    public RedactionPolicy {
        EnumMap<Category, Decision> all = new EnumMap<>(Category.class);
        for (Category c : Category.values()) {
            Decision d = decisions.get(c);
            all.put(c, d == null ? Decision.MASK_SPANS : d);
        }
        decisions = Map.copyOf(all);
    }

    /** Masks every category by spans. */
    public static RedactionPolicy standard() {
        return new RedactionPolicy(Map.of());
    }

    /** What to do with a finding of {@code category}. */
    public Decision decide(Category category) {
        return decisions.getOrDefault(category, Decision.MASK_SPANS);
    }
}
