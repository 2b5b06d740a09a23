package dev.scrim.featurizers.action;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names of keys: from position names as in the web's {@code KeyboardEvent.code} (W3C UI Events, US layout) to the short
 * lower-case names that agents' action spaces share.
 */
final class KeyNames {
    /** The order in which modifiers are written. */
    private static final List<String> MODIFIER_ORDER = List.of("ctrl", "alt", "altgr", "shift", "super");

    private static final Map<String, String> MODIFIER_KEYS = Map.ofEntries(
            Map.entry("ControlLeft", "ctrl"),
            Map.entry("ControlRight", "ctrl"),
            Map.entry("ShiftLeft", "shift"),
            Map.entry("ShiftRight", "shift"),
            Map.entry("AltLeft", "alt"),
            Map.entry("AltRight", "alt"),
            Map.entry("AltGraph", "altgr"),
            Map.entry("MetaLeft", "super"),
            Map.entry("MetaRight", "super"),
            Map.entry("OSLeft", "super"),
            Map.entry("OSRight", "super"));

    private static final Map<String, String> MODIFIER_WORDS = Map.ofEntries(
            Map.entry("control", "ctrl"),
            Map.entry("ctrl", "ctrl"),
            Map.entry("shift", "shift"),
            Map.entry("alt", "alt"),
            Map.entry("option", "alt"),
            Map.entry("altgr", "altgr"),
            Map.entry("altgraph", "altgr"),
            Map.entry("super", "super"),
            Map.entry("meta", "super"),
            Map.entry("cmd", "super"),
            Map.entry("command", "super"),
            Map.entry("win", "super"));

    private static final Map<String, String> SPECIAL = Map.ofEntries(
            Map.entry("Escape", "esc"),
            Map.entry("NumpadEnter", "enter"),
            Map.entry("ArrowUp", "up"),
            Map.entry("ArrowDown", "down"),
            Map.entry("ArrowLeft", "left"),
            Map.entry("ArrowRight", "right"),
            Map.entry("Quote", "apostrophe"),
            Map.entry("Backquote", "grave"),
            Map.entry("NumpadAdd", "plus"),
            Map.entry("NumpadSubtract", "minus"),
            Map.entry("NumpadMultiply", "asterisk"),
            Map.entry("NumpadDivide", "slash"),
            Map.entry("NumpadDecimal", "period"),
            Map.entry("ContextMenu", "menu"));

    private static final Set<String> LOCKS = Set.of("CapsLock", "NumLock", "ScrollLock");

    /** What the positions enter on a US layout, plain and with Shift. */
    private static final Map<String, String> US_SYMBOLS = Map.ofEntries(
            Map.entry("Space", "  "),
            Map.entry("Minus", "-_"),
            Map.entry("Equal", "=+"),
            Map.entry("BracketLeft", "[{"),
            Map.entry("BracketRight", "]}"),
            Map.entry("Backslash", "\\|"),
            Map.entry("IntlBackslash", "<>"),
            Map.entry("Semicolon", ";:"),
            Map.entry("Quote", "'\""),
            Map.entry("Backquote", "`~"),
            Map.entry("Comma", ",<"),
            Map.entry("Period", ".>"),
            Map.entry("Slash", "/?"),
            Map.entry("NumpadAdd", "++"),
            Map.entry("NumpadSubtract", "--"),
            Map.entry("NumpadMultiply", "**"),
            Map.entry("NumpadDivide", "//"),
            Map.entry("NumpadDecimal", ".."));

    private static final String SHIFTED_DIGITS = ")!@#$%^&*(";

    private KeyNames() {}

    /** The modifier that a key is, if it is one. */
    static Optional<String> modifier(String key) {
        return Optional.ofNullable(MODIFIER_KEYS.get(key));
    }

    /** Modifiers in the shared names and order, without what is not a modifier. */
    static List<String> modifiers(Collection<String> words) {
        Set<String> names = new java.util.HashSet<>();
        for (String word : words) {
            String name = MODIFIER_WORDS.get(word.toLowerCase(Locale.ROOT));
            if (name != null) {
                names.add(name);
            }
        }
        return MODIFIER_ORDER.stream().filter(names::contains).toList();
    }

    /** The short name of a key. */
    static String of(String key) {
        String special = SPECIAL.get(key);
        if (special != null) {
            return special;
        }
        if (key.matches("Key[A-Z]")) {
            return key.substring(3).toLowerCase(Locale.ROOT);
        }
        if (key.matches("(Digit|Numpad)[0-9]")) {
            return key.substring(key.length() - 1);
        }
        return key.toLowerCase(Locale.ROOT);
    }

    static boolean isEnter(String key) {
        return key.equals("Enter") || key.equals("NumpadEnter");
    }

    static boolean isLock(String key) {
        return LOCKS.contains(key);
    }

    /** Whether a short name is F1 to F24 or a key that recorders like as their own. */
    static boolean isFunctionKey(String name) {
        return name.matches("f[0-9]{1,2}") || name.equals("pause") || name.equals("printscreen");
    }

    /** What the position would enter on a US layout, or empty for keys that enter nothing. */
    static Optional<String> usText(String key, boolean shift) {
        if (key.matches("Key[A-Z]")) {
            String letter = key.substring(3);
            return Optional.of(shift ? letter : letter.toLowerCase(Locale.ROOT));
        }
        if (key.matches("Digit[0-9]")) {
            int digit = key.charAt(5) - '0';
            return Optional.of(String.valueOf(shift ? SHIFTED_DIGITS.charAt(digit) : (char) ('0' + digit)));
        }
        if (key.matches("Numpad[0-9]")) {
            return Optional.of(key.substring(6));
        }
        String symbols = US_SYMBOLS.get(key);
        return symbols == null ? Optional.empty() : Optional.of(String.valueOf(symbols.charAt(shift ? 1 : 0)));
    }
}
