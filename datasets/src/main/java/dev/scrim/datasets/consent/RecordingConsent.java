package dev.scrim.datasets.consent;

import dev.scrim.datasets.consent.ConsentScope.Match;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.WindowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger leaves of one recording. Something may be used when a grant covers it and nothing denies it; where a
 * scope cannot be judged, it counts against use.
 *
 * @param spans when anything at all may be used, in order, apart from each other; empty without a grant
 * @param rules every entry that holds somewhere in the recording, in the order of time and then of the ledger; within
 *     one scope they do not overlap
 */
public record RecordingConsent(List<TimeSpan> spans, List<ScopeRule> rules) {
    public RecordingConsent {
        spans = List.copyOf(spans);
        rules = List.copyOf(rules);
    }

    /** Whether what {@code window} shows at {@code tUs} may be used; an empty window is an unknown one. */
    public boolean allows(long tUs, Optional<WindowEvent> window) {
        return granted(tUs, window) && deniedBy(tUs, window).isEmpty();
    }

    /** The first rule that forbids what {@code window} shows at {@code tUs}; empty too where nothing was ever granted. */
    public Optional<ScopeRule> deniedBy(long tUs, Optional<WindowEvent> window) {
        return rules.stream()
                .filter(rule -> rule.span().contains(tUs) && !rule.state().allows())
                .filter(rule -> rule.scope().matches(window) != Match.NO)
                .findFirst();
    }

    private boolean granted(long tUs, Optional<WindowEvent> window) {
        return rules.stream()
                .filter(rule -> rule.span().contains(tUs) && rule.state().allows())
                .anyMatch(rule -> rule.scope().matches(window) == Match.YES);
    }

    /** Whether windows matter at all: false where {@link #spans} says everything. */
    public boolean dependsOnWindow() {
        return rules.stream().anyMatch(rule -> !(rule.scope() instanceof ConsentScope.Everything));
    }

    /** Times within the recording at which the answer can change for a window that stays the same, in order. */
    public List<Long> changesUs() {
        List<Long> times = new ArrayList<>();
        rules.forEach(rule -> {
            times.add(rule.span().startUs());
            times.add(rule.span().endUs());
        });
        return times.stream().distinct().sorted().toList();
    }
}
