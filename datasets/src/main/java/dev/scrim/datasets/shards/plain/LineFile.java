package dev.scrim.datasets.shards.plain;

import dev.scrim.datasets.shards.StepSchema;
import java.util.List;

/** The three files of lines. */
enum LineFile {
    FRAMES("frames.jsonl"),
    ACTIONS("actions.jsonl"),
    TEXTS("texts.jsonl");

    private final String fileName;

    LineFile(String fileName) {
        this.fileName = fileName;
    }

    String fileName() {
        return fileName;
    }

    /** Keys that every line has. */
    List<String> keys() {
        return switch (this) {
            case FRAMES -> List.of("recording_id", "t_us", "image");
            case ACTIONS ->
                List.of(
                        "recording_id",
                        "t_us_start",
                        "t_us_end",
                        "kind",
                        "x",
                        "y",
                        "text",
                        "keys",
                        StepSchema.SENSITIVITY,
                        StepSchema.TRAJECTORY_SENSITIVITY);
            case TEXTS -> List.of("recording_id", "field", "text");
        };
    }
}
