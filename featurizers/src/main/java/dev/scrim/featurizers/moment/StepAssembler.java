package dev.scrim.featurizers.moment;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.ControlEvent;
import dev.scrim.datasets.model.ElementEvent;
import dev.scrim.datasets.model.EventFate;
import dev.scrim.datasets.model.FrameEvent;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.RawEvent;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.Step;
import dev.scrim.datasets.model.StreamKind;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.featurizers.action.ActionGrammar;
import dev.scrim.featurizers.action.ActionProfile;
import dev.scrim.featurizers.action.GrammarSink;
import dev.scrim.featurizers.action.UnplacedStep;
import dev.scrim.featurizers.timeline.FrameLog;
import dev.scrim.featurizers.timeline.KeptEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Steps with their frames from the kept events of one recording, in one pass.
 *
 * <p>Push events in order of time, ties by {@link dev.scrim.datasets.model.StreamKind}, then call {@link #finish()}. Holds
 * the frames of the last seconds and the few steps whose effect has not settled; never a recording. Not thread-safe.
 */
public final class StepAssembler {
    /** Over the longest time that a press waits for a choice, plus its after-frame; frames older than that are not asked for. */
    private static final long HORIZON_MARGIN_US = 6_000_000;

    /** More beginnings than any hand leaves unfinished: the oldest loses its observation. Bounds memory. */
    private static final int MAX_BEGAN = 512;

    /** Input that will be a step; its observation may be a frame that is yet to come. */
    private static final class Began {
        private final long gesture;
        private final long previousEndUs;
        private final long approachUs;
        private final long startUs;
        private MomentPicker.@Nullable Bookmark bookmark;

        Began(long gesture, long previousEndUs, long approachUs, long startUs) {
            this.gesture = gesture;
            this.previousEndUs = previousEndUs;
            this.approachUs = approachUs;
            this.startUs = startUs;
        }
    }

    /** A step's first frame, and one to check it by where that can be done. */
    private record Observed(Optional<FrameRef> frame, Optional<FrameRef> earlier) {
        static final Observed NOTHING = new Observed(Optional.empty(), Optional.empty());
    }

    private final RecordingId recording;
    private final MomentRules rules;
    private final StepSink sink;
    private final FrameLog frames;
    private final MomentPicker picker;
    private final ElementLog elements = new ElementLog();
    private final ActionGrammar grammar;
    private final Deque<Began> began = new ArrayDeque<>();
    private final Deque<UnplacedStep> waiting = new ArrayDeque<>();
    private Optional<Step> previous = Optional.empty();
    private int segment = -1;
    private int ownSegment;
    private boolean windowKnown = true;

    public StepAssembler(
            RecordingId recording, Viewport viewport, ActionProfile profile, MomentRules rules, StepSink sink) {
        this.recording = recording;
        this.rules = rules;
        this.sink = sink;
        this.frames = new FrameLog(Math.max(profile.dropdownUs(), profile.typingGapUs()) + HORIZON_MARGIN_US);
        this.picker = new MomentPicker(frames, rules);
        this.grammar = new ActionGrammar(profile, viewport, frames, new Moments());
    }

    /**
     * As {@link #push(KeptEvent)}, for events that carry no segment: each pause starts one, and behind a pause the active
     * window is unknown until the recorder names it. Consent gaps must not occur.
     */
    public void push(RawEvent event) {
        if (event.stream() == StreamKind.WINDOW) {
            windowKnown = true;
        }
        push(new KeptEvent(event, ownSegment, windowKnown));
        if (event instanceof ControlEvent control && control.kind() == ControlEvent.Kind.PAUSE) {
            ownSegment++;
            windowKnown = false;
        }
    }

    public void push(KeptEvent kept) {
        RawEvent event = kept.event();
        if (kept.segment() != segment) {
            endSegment();
            segment = kept.segment();
        }
        if (event instanceof FrameEvent frame) {
            frames.add(frame);
        } else if (event instanceof ElementEvent element) {
            elements.add(element);
        }
        grammar.push(kept);
        boolean mark = event instanceof ControlEvent control && control.kind() != ControlEvent.Kind.RESUME;
        long nowUs = mark ? Long.MAX_VALUE : event.tUs();
        bookmark(nowUs);
        place(nowUs);
        if (mark) {
            forget();
        }
    }

    /** The recording is over. */
    public void finish() {
        grammar.finish();
        leave();
    }

    private void endSegment() {
        grammar.endSegment();
        leave();
    }

    private void leave() {
        bookmark(Long.MAX_VALUE);
        place(Long.MAX_VALUE);
        forget();
    }

    private void forget() {
        elements.clear();
        frames.clear();
        began.clear();
    }

    /** Chooses every observation whose frames have all come. */
    private void bookmark(long nowUs) {
        Iterator<Began> newestFirst = began.descendingIterator();
        while (newestFirst.hasNext()) {
            Began b = newestFirst.next();
            if (b.bookmark != null) {
                return;
            }
            if (picker.decided(b.startUs, nowUs)) {
                b.bookmark = picker.before(b.previousEndUs, b.approachUs, b.startUs);
            }
        }
    }

    /** Sends on every step whose frames are decided. */
    private void place(long nowUs) {
        while (!waiting.isEmpty()) {
            UnplacedStep step = waiting.getFirst();
            Optional<Began> own = begun(step);
            if (own.isPresent() && own.get().bookmark == null) {
                return;
            }
            Observed observed = own.map(b -> observed(step, b)).orElse(Observed.NOTHING);
            if (step.action() instanceof Action.Wait) {
                waiting.removeFirst();
                send(step, new Observed(lastAfter(step).or(observed::frame), Optional.empty()), observed.frame());
                continue;
            }
            long lastUs = step.action().span().endUs();
            long endUs = rules.frameTimeUs(lastUs);
            long limitUs =
                    rules.frameTimeUs(Math.min(lastUs + rules.maxAfterUs(), nextStartUs(step) - rules.marginUs()));
            Optional<FrameRef> after = picker.settled(endUs, limitUs);
            if (after.isEmpty() && nowUs <= limitUs) {
                return;
            }
            waiting.removeFirst();
            send(step, observed, after.or(() -> picker.last(endUs, limitUs)));
        }
    }

    private long nextStartUs(UnplacedStep step) {
        for (Began b : began) {
            if (b.gesture > step.lastGesture()) {
                return b.startUs;
            }
        }
        return Long.MAX_VALUE;
    }

    /** How the step began; forgets what began before it. */
    private Optional<Began> begun(UnplacedStep step) {
        while (!began.isEmpty() && began.getFirst().gesture < step.firstGesture()) {
            began.removeFirst();
        }
        return Optional.ofNullable(began.peekFirst()).filter(b -> b.gesture == step.firstGesture());
    }

    /** The bookmarked frame, or the previous step's after-frame where nothing at all changed in between. */
    private Observed observed(UnplacedStep step, Began own) {
        MomentPicker.Bookmark bookmark = Objects.requireNonNull(own.bookmark);
        Optional<FrameRef> same = lastAfter(step)
                .filter(after -> after.tUs() >= bookmark.stillSinceUs()
                        && bookmark.frame().filter(f -> f.tUs() >= after.tUs()).isPresent());
        return same.isPresent()
                ? new Observed(same, Optional.empty())
                : new Observed(bookmark.frame(), bookmark.earlier());
    }

    private Optional<FrameRef> lastAfter(UnplacedStep step) {
        return previous.filter(p -> p.trajectory() == step.trajectory()).flatMap(Step::after);
    }

    private void send(UnplacedStep step, Observed observed, Optional<FrameRef> after) {
        if (observed.frame().isEmpty()) {
            sink.violation(new Violation(
                    ViolationCode.FRAME_MISSING,
                    recording.value(),
                    "step:" + step.ordinal(),
                    "no frame of its segment is early enough"));
        }
        Step placed = new Step(
                step.ordinal(),
                step.trajectory(),
                step.action(),
                observed.frame(),
                after,
                step.window(),
                elements.of(step.action()));
        Optional<FrameRef> settled = previous.flatMap(Step::after);
        previous = Optional.of(placed);
        sink.step(placed);
        // What the previous action did is no effect of this one: a frame that may not show it yet says nothing.
        probe(
                        placed,
                        observed.earlier()
                                .filter(e -> settled.isEmpty()
                                        || e.tUs() >= settled.get().tUs()))
                .ifPresent(sink::probe);
    }

    private static Optional<EffectProbe> probe(Step step, Optional<FrameRef> earlier) {
        // Behind a choice, the list that the press opened at its place is gone again.
        Optional<Point> place =
                step.action() instanceof Action.DropdownSelect ? Optional.empty() : Action.place(step.action());
        if (place.isEmpty()
                || earlier.isEmpty()
                || step.observation().isEmpty()
                || step.after().isEmpty()) {
            return Optional.empty();
        }
        FrameRef before = earlier.get();
        FrameRef seen = step.observation().get();
        FrameRef after = step.after().get();
        return EffectProbe.inOrder(before, seen, after)
                ? Optional.of(new EffectProbe(step.ordinal(), step.trajectory(), place.get(), before, seen, after))
                : Optional.empty();
    }

    /** Bookmarks observations as actions begin, and queues steps until their effect has settled. */
    private final class Moments implements GrammarSink {
        @Override
        public void began(long gesture, long previousEndUs, long approachUs, long startUs) {
            Began own = new Began(gesture, previousEndUs, approachUs, startUs);
            if (picker.decided(startUs, startUs)) {
                own.bookmark = picker.before(previousEndUs, approachUs, startUs);
            }
            began.addLast(own);
            if (began.size() > MAX_BEGAN) {
                began.removeFirst();
            }
        }

        @Override
        public void step(UnplacedStep step) {
            waiting.addLast(step);
        }

        @Override
        public void fate(EventFate fate) {
            sink.fate(fate);
        }
    }
}
