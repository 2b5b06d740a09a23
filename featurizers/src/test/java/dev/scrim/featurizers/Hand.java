package dev.scrim.featurizers;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.ControlEvent;
import dev.scrim.datasets.model.FrameEvent;
import dev.scrim.datasets.model.KeyEvent;
import dev.scrim.datasets.model.MouseButton;
import dev.scrim.datasets.model.MouseEvent;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.RawEvent;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.StreamKind;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.model.WindowEvent;
import dev.scrim.featurizers.action.ActionProfile;
import dev.scrim.featurizers.moment.MomentRules;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes event streams for tests: a hand that types and clicks, and a clock that it moves on. Times in milliseconds. */
public final class Hand {
    public static final Viewport SCREEN = new Viewport(1280, 800, 1.0);
    public final List<RawEvent> events = new ArrayList<>();
    private final Map<StreamKind, Long> ordinals = new EnumMap<>(StreamKind.class);
    private final Set<String> mods = new LinkedHashSet<>();
    private long nowMs;
    private int x = 640;
    private int y = 400;
    private int frame;

    public Hand after(long ms) {
        nowMs += ms;
        return this;
    }

    public long nowUs() {
        return nowMs * 1000;
    }

    // ---- pointer ---------------------------------------------------------------------------------------------

    public Hand move(int toX, int toY) {
        x = toX;
        y = toY;
        return mouse(MouseEvent.Kind.MOVE, Optional.empty(), 0, 0);
    }

    public Hand press(int atX, int atY) {
        return press(atX, atY, MouseButton.LEFT);
    }

    public Hand press(int atX, int atY, MouseButton button) {
        x = atX;
        y = atY;
        return mouse(MouseEvent.Kind.DOWN, Optional.of(button), 0, 0);
    }

    public Hand release() {
        return release(MouseButton.LEFT);
    }

    public Hand release(MouseButton button) {
        return mouse(MouseEvent.Kind.UP, Optional.of(button), 0, 0);
    }

    public Hand click(int atX, int atY) {
        return press(atX, atY).after(60).release();
    }

    public Hand scroll(int dy) {
        return mouse(MouseEvent.Kind.SCROLL, Optional.empty(), 0, dy);
    }

    private Hand mouse(MouseEvent.Kind kind, Optional<MouseButton> button, int dx, int dy) {
        return add(new MouseEvent(nowUs(), next(StreamKind.MOUSE), kind, new Point(x, y), button, dx, dy));
    }

    // ---- keyboard --------------------------------------------------------------------------------------------

    public Hand down(String key) {
        return key(true, key, false);
    }

    public Hand up(String key) {
        return key(false, key, false);
    }

    public Hand repeat(String key) {
        return key(true, key, true);
    }

    public Hand tap(String key) {
        return down(key).after(40).up(key);
    }

    /** Letters, digits and spaces, 90 ms apart; capitals with Shift. */
    public Hand type(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean capital = Character.isUpperCase(c);
            String key = c == ' ' ? "Space" : Character.isDigit(c) ? "Digit" + c : "Key" + Character.toUpperCase(c);
            if (capital) {
                down("ShiftLeft").after(20);
            }
            tap(key);
            if (capital) {
                after(10).up("ShiftLeft");
            }
            after(50);
        }
        return this;
    }

    private Hand key(boolean down, String key, boolean repeat) {
        Optional<String> modifier = modifier(key);
        Optional<String> text = Optional.empty();
        if (modifier.isEmpty() && !mods.contains("ctrl") && !mods.contains("alt") && !mods.contains("super")) {
            text = text(key, mods.contains("shift"));
        }
        add(new KeyEvent(nowUs(), next(StreamKind.KEYBOARD), down, key, 0, text, List.copyOf(mods), repeat));
        modifier.ifPresent(m -> {
            if (down) {
                mods.add(m);
            } else {
                mods.remove(m);
            }
        });
        return this;
    }

    /** A key of a recorder that knows no characters. */
    public Hand bareTap(String key) {
        add(new KeyEvent(nowUs(), next(StreamKind.KEYBOARD), true, key, 0, Optional.empty(), List.copyOf(mods), false));
        after(40);
        return add(new KeyEvent(
                nowUs(), next(StreamKind.KEYBOARD), false, key, 0, Optional.empty(), List.copyOf(mods), false));
    }

    private static Optional<String> modifier(String key) {
        return switch (key) {
            case "ShiftLeft", "ShiftRight" -> Optional.of("shift");
            case "ControlLeft", "ControlRight" -> Optional.of("ctrl");
            case "AltLeft" -> Optional.of("alt");
            case "MetaLeft" -> Optional.of("super");
            default -> Optional.empty();
        };
    }

    private static Optional<String> text(String key, boolean shift) {
        if (key.startsWith("Key")) {
            String c = key.substring(3);
            return Optional.of(shift ? c : c.toLowerCase(Locale.ROOT));
        }
        return switch (key) {
            case "Space" -> Optional.of(" ");
            case "Enter" -> Optional.of("\n");
            case "Tab" -> Optional.of("\t");
            default -> key.startsWith("Digit") ? Optional.of(key.substring(5)) : Optional.empty();
        };
    }

    // ---- surroundings ----------------------------------------------------------------------------------------

    public Hand control(ControlEvent.Kind kind) {
        return add(new ControlEvent(nowUs(), next(StreamKind.CONTROL), kind));
    }

    public Hand window(String app, String title) {
        return add(new WindowEvent(
                nowUs(), next(StreamKind.WINDOW), app, title, Optional.empty(), new Box(0, 0, 1000, 700)));
    }

    public Hand frame(int bytes) {
        return frame(bytes, false);
    }

    public Hand frame(int bytes, boolean keyFrame) {
        return add(new FrameEvent(nowUs(), next(StreamKind.SCREEN), 0, frame++, bytes, keyFrame));
    }

    /** Frames 100 ms apart, the first one 100 ms from now. */
    public Hand frames(int... bytes) {
        for (int b : bytes) {
            after(100).frame(b);
        }
        return this;
    }

    private Hand add(RawEvent event) {
        events.add(event);
        return this;
    }

    private long next(StreamKind stream) {
        return ordinals.merge(stream, 1L, Long::sum) - 1;
    }

    // ---- what comes of it ------------------------------------------------------------------------------------

    public Pipeline run() {
        return run(ActionProfile.DEFAULT, List.of(new TimeSpan(0, Long.MAX_VALUE)));
    }

    public Pipeline run(ActionProfile profile, List<TimeSpan> consented) {
        List<RawEvent> sorted = new ArrayList<>(events);
        sorted.sort(RecordedEvents.ORDER);
        return new Pipeline(new RecordingId("test"), SCREEN, consented, profile).push(sorted);
    }

    /** With frames chosen by these rules; nothing is cut. */
    public Pipeline run(MomentRules rules) {
        List<RawEvent> sorted = new ArrayList<>(events);
        sorted.sort(RecordedEvents.ORDER);
        return new Pipeline(
                        new RecordingId("test"),
                        SCREEN,
                        List.of(new TimeSpan(0, Long.MAX_VALUE)),
                        ActionProfile.DEFAULT,
                        rules)
                .push(sorted);
    }

    /** Steps in short, such as {@code click 10,20} or {@code type "ab"}. */
    public List<String> steps() {
        return run().steps.stream().map(s -> brief(s.action())).toList();
    }

    public static String brief(Action action) {
        if (action instanceof Action.Click c) {
            return String.join("+", c.modifiers()) + (c.modifiers().isEmpty() ? "" : "+") + c.kind() + " "
                    + brief(c.at());
        }
        if (action instanceof Action.Drag d) {
            return "drag " + brief(d.path().get(0)) + " "
                    + brief(d.path().get(d.path().size() - 1));
        }
        if (action instanceof Action.Scroll s) {
            return "scroll " + brief(s.at()) + " " + s.ticksX() + "/" + s.ticksY();
        }
        if (action instanceof Action.TypeText t) {
            return "type \"" + t.text().replace("\n", "\\n").replace("\t", "\\t") + "\"" + (t.uncertain() ? "?" : "");
        }
        if (action instanceof Action.PressKey k) {
            return "key " + k.key() + (k.count() > 1 ? " x" + k.count() : "");
        }
        if (action instanceof Action.Hotkey h) {
            return "hotkey " + String.join("+", h.keys());
        }
        if (action instanceof Action.DropdownSelect d) {
            return "dropdown " + brief(d.control()) + " " + brief(d.option());
        }
        return action.kind();
    }

    private static String brief(Point p) {
        return (int) p.x() + "," + (int) p.y();
    }
}
