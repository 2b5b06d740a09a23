package dev.scrim.datasets.model;

import java.util.List;
import java.util.Optional;

/**
 * A key going down or up.
 *
 * @param key position name as in the web's {@code KeyboardEvent.code} (US layout), such as {@code KeyA}, {@code ShiftLeft}
 * @param code the platform's keycode, or -1 where the recorder has none
 * @param text what the key would enter; empty for keys that enter nothing and under Ctrl, Alt or Super
 * @param modifiers modifiers held at that moment, lower case: {@code ctrl shift alt super altgr}
 * @param repeat true for the server's auto-repeat of a held key
 */
public record KeyEvent(
        long tUs,
        long ordinal,
        boolean down,
        String key,
        int code,
        Optional<String> text,
        List<String> modifiers,
        boolean repeat)
        implements RawEvent {
    public KeyEvent {
        modifiers = List.copyOf(modifiers);
    }

    @Override
    public StreamKind stream() {
        return StreamKind.KEYBOARD;
    }
}
