package dev.scrim.jobs.canary;

import dev.scrim.datasets.store.Digests;
import java.util.ArrayList;
import java.util.List;

/** Which screens a build draws. */
final class Canaries {
    private static final List<CanaryTemplates> TEMPLATES = List.of(CanaryTemplates.values());
    private static final int WIDTH_PX = 1120;
    private static final int HEIGHT_PX = 560;
    /** Type sizes of desktop programs at 96 dpi, pixels: small, usual, large. */
    private static final List<Integer> SIZES = List.of(13, 15, 18);
    /** Terminals are set small, and their longest token must fit the line. */
    private static final int TERMINAL_PX = 13;

    private static final int SEED_HEX_DIGITS = 15;

    private Canaries() {}

    /** How many screens a build draws. */
    static int count() {
        return TEMPLATES.size();
    }

    /**
     * One screen. Light and dark and the three sizes take turns from a start that the seed decides, so that every build
     * has them all.
     *
     * @param seed the build's id: no two builds are tested with the same values
     * @param index 0 to {@link #count()} - 1
     */
    static CanaryScreen draw(String seed, int index) {
        long start = number(seed, -1);
        CanaryTemplates template = TEMPLATES.get(index);
        Invention made = new Invention(number(seed, index));
        boolean dark = (start + index) % 2 == 0;
        int size = template == CanaryTemplates.TERMINAL
                ? TERMINAL_PX
                : SIZES.get((int) ((start / 2 + index) % SIZES.size()));
        return template.draw(new Easel(WIDTH_PX, HEIGHT_PX, dark, size), made);
    }

    /** All screens of a build. */
    static List<CanaryScreen> drawAll(String seed) {
        List<CanaryScreen> all = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            all.add(draw(seed, i));
        }
        return all;
    }

    private static long number(String seed, int index) {
        String hex = Digests.fields("scrim-canary/1")
                .add(seed)
                .add(String.valueOf(index))
                .hex();
        return Long.parseLong(hex.substring(0, SEED_HEX_DIGITS), 16);
    }
}
