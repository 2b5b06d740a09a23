package dev.scrim.jobs.trace;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.Step;
import dev.scrim.datasets.model.TextRef;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.model.WindowEvent;
import dev.scrim.jobs.export.VerifiedRows;
import dev.scrim.jobs.viewer.Trace;
import dev.scrim.jobs.viewer.TraceStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes one verified trajectory ready to look at. */
public final class TraceBuilder {
    private final VerifiedRows rows;
    private final List<Step> steps;
    private final Pictures pictures;
    private final MouseCounts mouse;
    private final List<Long> times;

    /** Says where a browser finds the frames of a trajectory. */
    public interface Pictures {
        /**
         * Addresses by the frames' times; frames that are not to be found have none.
         *
         * @param wanted times of the frames that steps point at, in the steps' order
         */
        Map<Long, String> of(VerifiedRows trajectory, List<Long> wanted);
    }

    public TraceBuilder(VerifiedRows rows, Pictures pictures, MouseCounts mouse) {
        this.rows = rows;
        this.steps = rows.verifiedSteps();
        this.pictures = pictures;
        this.mouse = mouse;
        this.times = List.copyOf(rows.pictures().keySet());
    }

    /**
     * The trajectory.
     *
     * @param recording its recording's index in the model that it becomes part of
     * @param exportName what the export calls it
     */
    public Trace build(int recording, String exportName) {
        TimeSpan span = span();
        Viewport screen = rows.recording().viewport();
        Map<Long, String> shownAt = pictures.of(rows, List.copyOf(used()));
        List<Trace.Window> windows = new ArrayList<>();
        List<TraceStep> shown = new ArrayList<>();
        Map<Long, Integer> windowOf = windows(span, windows);
        int sensitivity = 1;
        for (Step step : steps) {
            int rating = rows.rating(step).step().level();
            sensitivity = Math.max(sensitivity, rating);
            shown.add(new TraceStep(
                    shown.size(),
                    step.action(),
                    index(step.observation()),
                    index(step.after()),
                    missing(step),
                    step.window().map(w -> windowOf.get(w.ordinal())),
                    rating,
                    step.target().map(t -> new TraceStep.Target(t.box(), t.role(), t.text()))));
        }
        return new Trace(
                rows.id().toString(),
                exportName,
                recording,
                span.startUs(),
                span.endUs(),
                rows.text(TextRef.Kind.TASK, 0),
                sensitivity,
                screen.widthPx(),
                screen.heightPx(),
                mouse.in(rows.recording().id().value(), span),
                frames(shownAt),
                windows,
                redactions(span),
                shown,
                note(shownAt.keySet()));
    }

    /** From the first thing to be seen to the last. */
    private TimeSpan span() {
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (Step step : steps) {
            start = Math.min(start, step.action().span().startUs());
            end = Math.max(end, step.action().span().endUs());
        }
        if (start > end) {
            return new TimeSpan(0, 0);
        }
        return times.isEmpty()
                ? new TimeSpan(start, end)
                : new TimeSpan(Math.min(start, times.get(0)), Math.max(end, times.get(times.size() - 1)));
    }

    /** Times of frames that steps point at, in the order of the steps. */
    private Set<Long> used() {
        Set<Long> out = new LinkedHashSet<>();
        for (Step step : steps) {
            Stream.concat(step.observation().stream(), step.after().stream())
                    .map(FrameRef::tUs)
                    .filter(times::contains)
                    .forEach(out::add);
        }
        return out;
    }

    private Optional<Integer> index(Optional<FrameRef> frame) {
        return frame.map(f -> times.indexOf(f.tUs())).filter(i -> i >= 0);
    }

    private String missing(Step step) {
        boolean withheld = Stream.concat(step.observation().stream(), step.after().stream())
                .anyMatch(f -> rows.isWithheld(f.tUs()));
        if (withheld) {
            return "A frame of this step is withheld: the second look was not satisfied with it.";
        }
        return step.observation().isEmpty()
                ? "No frame from before this step is in the export."
                : step.after().isEmpty() ? "No frame from after this step is in the export." : "";
    }

    private List<Trace.Frame> frames(Map<Long, String> shownAt) {
        List<Trace.Frame> out = new ArrayList<>();
        rows.pictures().forEach((tUs, picture) -> {
            List<Trace.Masked> masked = rows.masks(tUs).stream()
                    .map(m -> new Trace.Masked(m.box(), m.category()))
                    .toList();
            Optional<String> uri = Optional.ofNullable(shownAt.get(tUs));
            out.add(new Trace.Frame(tUs, uri, masked, picture.repaired()));
        });
        return out;
    }

    /** One entry for each window that a step was in; says the entry's index by the window event's ordinal. */
    private Map<Long, Integer> windows(TimeSpan span, List<Trace.Window> out) {
        Map<Long, WindowEvent> events = new TreeMap<>();
        steps.forEach(s -> s.window().ifPresent(w -> events.put(w.ordinal(), w)));
        List<WindowEvent> ordered = List.copyOf(events.values());
        Map<Long, Integer> index = new HashMap<>();
        for (int i = 0; i < ordered.size(); i++) {
            WindowEvent w = ordered.get(i);
            long start = Math.max(span.startUs(), Math.min(w.tUs(), span.endUs()));
            long end = i + 1 < ordered.size() ? ordered.get(i + 1).tUs() : span.endUs();
            index.put(w.ordinal(), out.size());
            out.add(new Trace.Window(
                    start, Math.max(start, end), w.app(), w.title(), w.url().orElse("")));
        }
        return index;
    }

    /** A frame stands for the time until the next one; runs of frames that share a category become one span. */
    private List<Trace.Redaction> redactions(TimeSpan span) {
        Map<Category, Trace.Redaction> open = new EnumMap<>(Category.class);
        List<Trace.Redaction> out = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            long from = times.get(i);
            long to = i + 1 < times.size() ? times.get(i + 1) : Math.max(span.endUs(), from);
            Map<Category, Integer> places = new EnumMap<>(Category.class);
            for (Mask mask : rows.masks(from)) {
                places.merge(mask.category(), 1, Integer::sum);
            }
            for (Category category : Category.values()) {
                Trace.Redaction before = open.remove(category);
                Integer n = places.get(category);
                if (n != null) {
                    open.put(
                            category,
                            new Trace.Redaction(
                                    category,
                                    before == null ? from : before.startUs(),
                                    to,
                                    before == null ? n : Math.max(n, before.places())));
                } else if (before != null) {
                    out.add(before);
                }
            }
        }
        out.addAll(open.values());
        out.sort(Comparator.comparing(Trace.Redaction::category).thenComparing(Trace.Redaction::startUs));
        return out;
    }

    private String note(Set<Long> shown) {
        Set<Long> used = used();
        return shown.containsAll(used)
                ? ""
                : shown.size() + " of its " + used.size()
                        + " frames are on this page, from the first step on; the rest would make the page too large.";
    }
}
