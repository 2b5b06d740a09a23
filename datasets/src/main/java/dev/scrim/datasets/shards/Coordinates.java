package dev.scrim.datasets.shards;

import java.util.Arrays;
import java.util.Optional;

/** What an export's coordinates count in. Inside Scrim they are always pixels of the recorded screen. */
public enum Coordinates {
    /** Pixels of the exported picture. */
    PIXELS("pixels"),
    /** Shares of the picture's width and height, 0 to 1; OpenCUA. */
    UNIT("unit"),
    /** Whole thousandths, 0 to 1000; Qwen2-VL, Qwen3-VL, InternVL 2.5. */
    THOUSANDTHS("thousandths"),
    /** Pixels of a picture whose sides are multiples of 28; Qwen2.5-VL. */
    MULTIPLE_28("multiple-28");

    private final String label;

    Coordinates(String label) {
        this.label = label;
    }

    /** As written in specs. */
    public String label() {
        return label;
    }

    /** The convention of that label. */
    public static Optional<Coordinates> of(String label) {
        return Arrays.stream(values()).filter(c -> c.label.equals(label)).findFirst();
    }
}
