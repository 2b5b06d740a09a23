package dev.scrim.datasets.shards.plain;

import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.shards.ExportTable;
import dev.scrim.datasets.shards.StepSchema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

    /** The file as a table, with the keys that every line has. */
    ExportTable table() {
        return new ExportTable(
                name().toLowerCase(Locale.ROOT),
                fileName,
                ExportTable.Encoding.JSON_LINES,
                keys().stream().map(LineFile::column).toList(),
                Optional.empty(),
                Optional.empty());
    }

    private static ExportTable.Column column(String key) {
        return switch (key) {
            case "t_us", "t_us_start", "t_us_end" -> ExportTable.Column.of(key, FieldType.INT64);
            case "x", "y" -> ExportTable.Column.of(key, FieldType.FLOAT64);
            case StepSchema.SENSITIVITY, StepSchema.TRAJECTORY_SENSITIVITY ->
                ExportTable.Column.of(key, FieldType.INT32);
            case "keys" -> ExportTable.Column.listOf(key, FieldType.STRING);
            default -> ExportTable.Column.of(key, FieldType.STRING);
        };
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
