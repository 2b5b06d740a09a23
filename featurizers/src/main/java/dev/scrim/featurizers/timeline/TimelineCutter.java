package dev.scrim.featurizers.timeline;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.ControlEvent;
import dev.scrim.datasets.model.DropCode;
import dev.scrim.datasets.model.EventFate;
import dev.scrim.datasets.model.FrameEvent;
import dev.scrim.datasets.model.MouseEvent;
import dev.scrim.datasets.model.RawEvent;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.model.WindowEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Removes what lies outside consent, inside pauses, behind the recorder's stop or off the screen, in one pass.
 *
 * <p>Push the events of one recording in order of time, ties by {@link dev.scrim.datasets.model.StreamKind}, then call
 * {@link #finish()}. Rules, in this order: no consent, behind the stop, in a pause, off the screen. A pause lasts from
 * its mark to the next resume (what bears that very time is inside), or to the end. Frames near a cut's edges go too ({@link CutRules}). The pause, resume and
 * stop marks themselves are kept, they are context. Pointer places are never clamped: an off-screen event is cut, and
 * the first one of each excursion is reported.
 *
 * <p>Holds the consent's spans and the events of the last {@link CutRules#frameGuardBeforeUs()}; nothing else. Not
 * thread-safe.
 */
public final class TimelineCutter {
    private final RecordingId recording;
    private final Viewport viewport;
    private final List<TimeSpan> consented;
    private final CutRules rules;
    private final TimelineSink sink;
    private final Deque<KeptEvent> held = new ArrayDeque<>();

    private int nextSpan;
    private boolean consenting;
    private boolean paused;
    private long resumedUs = Long.MIN_VALUE;
    private boolean stopped;
    private boolean everKept;
    private boolean cutSinceKept;
    private boolean windowKnown = true;
    private boolean offScreen;
    private long guardUntilUs = Long.MIN_VALUE;
    private DropCode guardCode = DropCode.PAUSED;
    private int segment;

    /**
     * @param consented where the person agreed, on the recording's clock; in any order, may touch or overlap
     */
    public TimelineCutter(
            RecordingId recording, Viewport viewport, List<TimeSpan> consented, CutRules rules, TimelineSink sink) {
        this.recording = recording;
        this.viewport = viewport;
        this.consented = merged(consented);
        this.rules = rules;
        this.sink = sink;
    }

    /** Decides on one event; the decision reaches the sink at most {@link CutRules#frameGuardBeforeUs()} later. */
    public void push(RawEvent event) {
        followConsent(event.tUs());
        release(event.tUs());
        Optional<DropCode> mark = event instanceof ControlEvent control ? follow(control) : Optional.empty();
        Optional<DropCode> code = mark.isPresent() ? mark : verdict(event);
        if (code.isPresent()) {
            drop(event, code.get());
        } else {
            keep(event);
        }
    }

    /** Hands on what was held back. */
    public void finish() {
        release(Long.MAX_VALUE);
    }

    /** Steers by a control mark; a mark that says nothing new inside a cut is cut like anything else. */
    private Optional<DropCode> follow(ControlEvent control) {
        boolean behindStop = stopped;
        boolean inPause = paused;
        switch (control.kind()) {
            case PAUSE -> {
                if (!paused) {
                    cutFramesBefore(control.tUs(), DropCode.PAUSED);
                }
                paused = true;
            }
            case RESUME -> {
                if (paused) {
                    guard(control.tUs(), DropCode.PAUSED);
                    resumedUs = control.tUs();
                }
                paused = false;
                inPause = false;
            }
            case STOP -> {
                if (!stopped) {
                    cutFramesBefore(control.tUs(), DropCode.AFTER_STOP);
                }
                stopped = true;
                inPause = false;
            }
        }
        if (!consenting) {
            return Optional.of(DropCode.NO_CONSENT);
        }
        if (behindStop) {
            return Optional.of(DropCode.AFTER_STOP);
        }
        return inPause ? Optional.of(DropCode.PAUSED) : Optional.empty();
    }

    private Optional<DropCode> verdict(RawEvent event) {
        if (!consenting) {
            return Optional.of(DropCode.NO_CONSENT);
        }
        if (event instanceof ControlEvent) {
            return Optional.empty();
        }
        if (stopped) {
            return Optional.of(DropCode.AFTER_STOP);
        }
        if (paused || event.tUs() == resumedUs) {
            return Optional.of(DropCode.PAUSED);
        }
        if (event instanceof FrameEvent && event.tUs() < guardUntilUs) {
            return Optional.of(guardCode);
        }
        if (event instanceof MouseEvent mouse) {
            boolean outside = !viewport.contains(mouse.at());
            if (outside && !offScreen) {
                sink.violation(new Violation(
                        ViolationCode.OFF_SCREEN,
                        recording.value(),
                        mouse.stream().name().toLowerCase(Locale.ROOT) + ":" + mouse.ordinal(),
                        "outside " + viewport.widthPx() + "x" + viewport.heightPx()));
            }
            offScreen = outside;
            return outside ? Optional.of(DropCode.OFF_SCREEN) : Optional.empty();
        }
        return Optional.empty();
    }

    private void followConsent(long tUs) {
        while (nextSpan < consented.size() && tUs >= consented.get(nextSpan).endUs()) {
            if (consenting) {
                leaveConsent();
            }
            nextSpan++;
        }
        boolean now = nextSpan < consented.size() && consented.get(nextSpan).contains(tUs);
        if (now && !consenting) {
            consenting = true;
            long sinceUs = consented.get(nextSpan).startUs();
            if (sinceUs > 0) { // a span that begins with the recording, or before it, has nothing before it to show
                guard(sinceUs, DropCode.NO_CONSENT);
            }
        }
    }

    private void leaveConsent() {
        cutFramesBefore(consented.get(nextSpan).endUs(), DropCode.NO_CONSENT);
        consenting = false;
        cutSinceKept = true;
    }

    private void guard(long fromUs, DropCode code) {
        long until = fromUs + rules.frameGuardAfterUs();
        if (until > guardUntilUs) {
            guardUntilUs = until;
            guardCode = code;
        }
    }

    private void keep(RawEvent event) {
        if (cutSinceKept) {
            if (everKept) {
                segment++;
            }
            cutSinceKept = false;
        }
        if (event instanceof ControlEvent control && control.kind() == ControlEvent.Kind.PAUSE) {
            cutSinceKept = true;
        }
        everKept = true;
        if (event instanceof WindowEvent) {
            windowKnown = true;
        }
        held.addLast(new KeptEvent(event, segment, windowKnown));
        release(event.tUs());
    }

    private void drop(RawEvent event, DropCode code) {
        if (code != DropCode.OFF_SCREEN && !(event instanceof FrameEvent)) {
            cutSinceKept = true;
        }
        if (event instanceof WindowEvent) {
            windowKnown = false;
        }
        release(event.tUs());
        sink.cut(new EventFate(event.stream(), event.ordinal(), OptionalInt.empty(), Optional.of(code)));
    }

    private void cutFramesBefore(long cutUs, DropCode code) {
        List<KeptEvent> stay = new ArrayList<>();
        for (KeptEvent kept : held) {
            RawEvent event = kept.event();
            if (event instanceof FrameEvent && event.tUs() > cutUs - rules.frameGuardBeforeUs()) {
                sink.cut(new EventFate(event.stream(), event.ordinal(), OptionalInt.empty(), Optional.of(code)));
            } else {
                stay.add(kept);
            }
        }
        held.clear();
        held.addAll(stay);
    }

    private void release(long nowUs) {
        while (!held.isEmpty() && held.peekFirst().event().tUs() <= nowUs - rules.frameGuardBeforeUs()) {
            sink.kept(held.removeFirst());
        }
    }

    private static List<TimeSpan> merged(List<TimeSpan> spans) {
        List<TimeSpan> sorted = new ArrayList<>(spans);
        sorted.sort(Comparator.comparingLong(TimeSpan::startUs));
        List<TimeSpan> out = new ArrayList<>();
        for (TimeSpan span : sorted) {
            int last = out.size() - 1;
            if (span.lengthUs() == 0) {
                continue;
            }
            if (last >= 0 && span.startUs() <= out.get(last).endUs()) {
                long end = Math.max(span.endUs(), out.get(last).endUs());
                out.set(last, new TimeSpan(out.get(last).startUs(), end));
            } else {
                out.add(span);
            }
        }
        return out;
    }
}
