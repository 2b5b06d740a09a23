package dev.scrim.redaction.propagate;

import dev.scrim.datasets.model.Finding;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The distinct secrets of some findings, such as those of all recordings of one person. Immutable. */
public final class SecretIndex {
    private static final Comparator<Secret> ORDER =
            Comparator.comparing(Secret::category).thenComparing(Secret::entity).thenComparing(Secret::text);
    private final List<Secret> secrets;

    private SecretIndex(List<Secret> secrets) {
        this.secrets = secrets;
    }

    /** An index without secrets. */
    public static SecretIndex empty() {
        return new SecretIndex(List.of());
    }

    /** One secret for each distinct category, entity and text; the best scored finding stands for it. */
    public static SecretIndex of(Collection<Finding> findings) {
        Map<String, Finding> best = new TreeMap<>();
        for (Finding f : findings) {
            if (f.text().isBlank()) {
                continue;
            }
            best.merge(
                    f.category() + "\u0000" + f.entity() + "\u0000" + f.text(),
                    f,
                    (a, b) -> a.score() > b.score()
                                    || (a.score() == b.score() && a.detector().compareTo(b.detector()) <= 0)
                            ? a
                            : b);
        }
        return new SecretIndex(best.values().stream()
                .map(f -> new Secret(f.secretId(), f.category(), f.entity(), f.text(), f.score(), f.detector()))
                .sorted(ORDER)
                .toList());
    }

    /** All secrets, in a fixed order. */
    public List<Secret> secrets() {
        return secrets;
    }
}
