package dev.scrim.jobs.spec;

import java.net.URI;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Where recordings come from. */
public sealed interface Source {
    /** {@code auto}, or the format version every recording of this source must have. */
    String format();

    /** Folders of recordings below {@code uri}. */
    record Folder(String format, URI uri) implements Source {}

    /** The same streams as tables; a stream that has no table is a stream that was not recorded. */
    record Tables(String format, Map<Stream, Table> tables) implements Source {
        public Tables {
            Map<Stream, Table> copy = new EnumMap<>(Stream.class);
            copy.putAll(tables);
            tables = Collections.unmodifiableMap(copy);
        }
    }

    /** One stream's table. */
    sealed interface Table {
        /** Scrim's field name to the table's column name; only the fields whose names differ. */
        Map<String, String> columns();

        /** The name of the column that holds {@code field}. */
        default String column(String field) {
            return columns().getOrDefault(field, field);
        }
    }

    /** A table of Spark's catalog, such as {@code db.keyboard}. */
    record CatalogTable(String name, Map<String, String> columns) implements Table {
        public CatalogTable {
            columns = Collections.unmodifiableMap(new TreeMap<>(columns));
        }
    }

    /** A Parquet file or folder. */
    record ParquetTable(URI uri, Map<String, String> columns) implements Table {
        public ParquetTable {
            columns = Collections.unmodifiableMap(new TreeMap<>(columns));
        }
    }

    /** The tables a source can have, with the fields of each; see {@code scrim.capture/1} for what they mean. */
    enum Stream {
        /** One row a recording. */
        RECORDINGS,
        KEYBOARD,
        MOUSE,
        WINDOW,
        CONTROL,
        /** One row a video file; {@code file} is its URI. */
        SCREEN;

        /** The fields of the stream, in the format's order. */
        public List<String> fields() {
            return switch (this) {
                case RECORDINGS ->
                    List.of(
                            "recording_id",
                            "subject_id",
                            "device_id",
                            "people",
                            "started_at",
                            "screen_width",
                            "screen_height",
                            "screen_scale",
                            "os",
                            "locale",
                            "task");
                case KEYBOARD -> List.of("recording_id", "t_us", "type", "key", "code", "char", "mods", "repeat");
                case MOUSE -> List.of("recording_id", "t_us", "type", "x", "y", "button", "dx", "dy");
                case WINDOW -> List.of("recording_id", "t_us", "app", "title", "url", "bounds");
                case CONTROL -> List.of("recording_id", "t_us", "type");
                case SCREEN -> List.of("recording_id", "file", "start_us", "codec");
            };
        }

        /** Name in specs. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
