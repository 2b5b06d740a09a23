package dev.scrim.featurizers.action;

import java.util.Optional;

/**
 * Tells the shortcut that paused or stopped the recorder: recorders act on the key going down, so the shortcut is still
 * held when the recorder makes its mark.
 */
final class RecorderKeys {
    private static final long BEFORE_MARK_US = 1_000_000;

    private RecorderKeys() {}

    static boolean own(Atom.Key key, Optional<Long> markUs) {
        return markUs.isPresent()
                && markUs.get() - key.lastStrokeUs <= BEFORE_MARK_US
                && (key.hotkey || KeyNames.isFunctionKey(key.keys.get(0)));
    }
}
