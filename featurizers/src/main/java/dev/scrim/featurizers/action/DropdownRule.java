package dev.scrim.featurizers.action;

import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.featurizers.timeline.FrameLog;
import java.util.Optional;

/**
 * Tells a choice from a list that opened for it from two ordinary clicks, without looking at pixels.
 *
 * <p>Geometry and time alone cannot: two rows of a table are clicked in the same way. What a popup list does to the
 * screen can: it opens with a burst (more than a focus ring or a tick mark, less than a new page), lights up options
 * under the pointer, and closes for less than it cost to open, because what was below it comes back. Lists that are
 * walked by keyboard stay a click and keys: by frame sizes they look like a table's rows, and the keys replay the same.
 */
final class DropdownRule {
    /** From a press until its popup has faded in. */
    private static final long OPENING_US = 500_000;
    /** From the choice until the popup is gone. */
    private static final long CLOSING_US = 400_000;
    /** Nobody reads and aims faster. */
    private static final long MIN_CHOICE_US = 300_000;
    /** Shares of the key frame's size; popups measured 0.14 to 0.31, focus rings and tick marks 0.01 to 0.05. */
    private static final double MIN_OPEN_SHARE = 0.08;

    private static final double MAX_OPEN_SHARE = 0.45;
    private static final double MIN_CLOSE_SHARE = 0.02;
    /** Against a frame in which only the pointer moved; popups measured 16 to 46, tick marks 3 to 6. */
    private static final double MIN_OPEN_POINTERS = 8;

    private static final double MIN_CLOSE_POINTERS = 3;
    /** A highlighted option, against a frame in which only the pointer moved; plain ways measured up to 2.1. */
    private static final double MIN_HOVER_POINTERS = 2.4;
    /** A popup that closes for more than this share of its opening left something new behind. */
    private static final double MAX_CLOSE_OF_OPEN = 0.8;
    /** Options stand below or above their control, and are hit near the column in which the control was hit. */
    private static final double MAX_SIDEWAYS_PX = 130;

    private static final double MIN_AWAY_PX = 12;
    private static final double MAX_AWAY_PX = 600;
    /** Title and menu bar of a window: what opens there is a menu, and its items are clicks. */
    private static final double MENU_BAND_PX = 56;

    private final FrameLog frames;
    private final double scale;

    DropdownRule(FrameLog frames, Viewport viewport) {
        this.frames = frames;
        this.scale = viewport.scale();
    }

    /** Whether a popup seems to have opened for the press; {@code untilUs} is now or the next input. */
    Answer opened(Atom.Press press, long untilUs, boolean mayWait) {
        if (press.opened.isEmpty()) {
            Answer answer = openedNow(press, untilUs, mayWait);
            press.opened = Optional.of(answer).filter(Answer::isFinal);
            return answer;
        }
        return press.opened.get();
    }

    private Answer openedNow(Atom.Press press, long untilUs, boolean mayWait) {
        long elapsedUs = untilUs - press.startUs;
        if (mayWait && elapsedUs < OPENING_US) {
            return Answer.LATER;
        }
        if (elapsedUs < MIN_CHOICE_US || inMenuBand(press)) {
            return Answer.NO;
        }
        return burst(press.startUs, press.startUs + Math.min(OPENING_US, elapsedUs)) ? Answer.YES : Answer.NO;
    }

    /** Whether place and time are those of an option; windows that changed in between say it is none. */
    boolean fits(Atom.Press control, Atom.Press option, long maxUs) {
        long apartUs = option.startUs - control.startUs;
        return option.segment == control.segment
                && option.windowCount == control.windowCount
                && apartUs >= MIN_CHOICE_US
                && apartUs <= maxUs
                && placed(control.at, option.at, MAX_SIDEWAYS_PX);
    }

    /** Whether the second press chose and closed; {@code PERHAPS} where it may as well have opened something itself. */
    Answer chosen(Atom.Press control, Atom.Press option, long nowUs) {
        if (option.chose.isEmpty()) {
            Answer answer = chosenNow(control, option, nowUs);
            option.chose = Optional.of(answer).filter(Answer::isFinal);
            return answer;
        }
        return option.chose.get();
    }

    private Answer chosenNow(Atom.Press control, Atom.Press option, long nowUs) {
        if (nowUs < option.startUs + CLOSING_US) {
            return Answer.LATER;
        }
        long close = frames.bytesBetween(option.startUs, option.startUs + CLOSING_US);
        boolean keyFrame = frames.keyFrameBetween(option.startUs, option.startUs + CLOSING_US);
        if (!keyFrame
                && (close < MIN_CLOSE_SHARE * frames.keyBytes()
                        || close < MIN_CLOSE_POINTERS * frames.pointerBytes())) {
            return Answer.NO;
        }
        boolean openKnown = !frames.keyFrameBetween(control.startUs, control.startUs + OPENING_US);
        long open = frames.bytesBetween(control.startUs, control.startUs + OPENING_US);
        if (openKnown && !keyFrame && close <= MAX_CLOSE_OF_OPEN * open) {
            return Answer.YES;
        }
        int hover = frames.peakBetween(control.startUs + OPENING_US, option.startUs);
        return hover >= MIN_HOVER_POINTERS * frames.pointerBytes() ? Answer.PERHAPS : Answer.NO;
    }

    /** A native list: it opens while the button is held, and the release over an option chooses. */
    Answer byDrag(Atom.Press press, long windowCountNow, long nowUs) {
        Point end = press.path.path().get(press.path.path().size() - 1);
        long heldStillUs = Math.min(press.movedUs, press.endUs) - press.startUs;
        if (heldStillUs < MIN_CHOICE_US
                || windowCountNow != press.windowCount
                || inMenuBand(press)
                || !placed(press.at, end, MAX_SIDEWAYS_PX / 2)
                || !burst(press.startUs, press.startUs + heldStillUs)) {
            return Answer.NO;
        }
        if (nowUs < press.endUs + CLOSING_US) {
            return Answer.LATER;
        }
        long close = frames.bytesBetween(press.endUs, press.endUs + CLOSING_US);
        return close >= MIN_CLOSE_SHARE * frames.keyBytes() && close >= MIN_CLOSE_POINTERS * frames.pointerBytes()
                ? Answer.YES
                : Answer.NO;
    }

    private boolean burst(long fromUs, long toUs) {
        if (frames.keyFrameBetween(fromUs, toUs)) {
            return true; // its size says nothing; the way and the closing decide
        }
        long bytes = frames.bytesBetween(fromUs, toUs);
        double share = bytes / frames.keyBytes();
        return share >= MIN_OPEN_SHARE && share <= MAX_OPEN_SHARE && bytes >= MIN_OPEN_POINTERS * frames.pointerBytes();
    }

    private boolean placed(Point control, Point option, double sidewaysPx) {
        double away = Math.abs(option.y() - control.y());
        return Math.abs(option.x() - control.x()) <= sidewaysPx * scale
                && away >= MIN_AWAY_PX * scale
                && away <= MAX_AWAY_PX * scale;
    }

    private boolean inMenuBand(Atom.Press press) {
        return press.window
                .filter(w -> !w.bounds().isEmpty())
                .filter(w -> w.bounds().contains(press.at.x(), press.at.y()))
                .filter(w -> press.at.y() < w.bounds().y() + MENU_BAND_PX * scale)
                .isPresent();
    }
}
