package dev.scrim.jobs.canary;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import java.util.List;

/**
 * One invented screen.
 *
 * @param app name of the program that would show it
 * @param title its window's title, which gives nothing away
 * @param planted what must be gone after redaction
 * @param safe ink of texts that should stay
 */
record CanaryScreen(Pixels pixels, String app, String title, List<Planted> planted, List<Box> safe) {
    CanaryScreen {
        planted = List.copyOf(planted);
        safe = List.copyOf(safe);
    }

    /** One secret and the box of its ink. */
    record Planted(CanaryGroup group, String text, Box ink) {}
}
