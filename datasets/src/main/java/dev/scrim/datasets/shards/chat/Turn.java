package dev.scrim.datasets.shards.chat;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.Viewport;
import java.util.List;
import java.util.Optional;

/**
 * What was seen and what was done then.
 *
 * @param image path of the picture in the export
 * @param told calls of steps since the turn before of which there is no picture
 * @param deed what was done; empty at the end, when everything is done
 */
record Turn(String image, List<String> told, Optional<Deed> deed) {
    Turn {
        told = List.copyOf(told);
    }

    /**
     * One step, said.
     *
     * @param calls that say it, one line each
     * @param action on {@code screen}
     * @param summary its kind and the control it was done to, in words
     */
    record Deed(List<String> calls, Action action, Viewport screen, String summary) {
        Deed {
            calls = List.copyOf(calls);
        }

        String text() {
            return String.join("\n", calls);
        }
    }
}
