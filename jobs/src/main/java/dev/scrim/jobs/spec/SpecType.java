package dev.scrim.jobs.spec;

import java.util.List;
import java.util.regex.Pattern;

/** What may stand behind a key of a spec. */
sealed interface SpecType {
    /** How {@code spec --explain} names the type. */
    String label();

    /** A mapping whose keys are listed in the table themselves. */
    record Section() implements SpecType {
        @Override
        public String label() {
            return "section";
        }
    }

    /** A list of such mappings; never empty. */
    record Sections() implements SpecType {
        @Override
        public String label() {
            return "list of sections";
        }
    }

    /** One word of several. */
    record Choice(List<String> allowed) implements SpecType {
        public Choice {
            allowed = List.copyOf(allowed);
        }

        @Override
        public String label() {
            return String.join(" | ", allowed);
        }
    }

    /** A whole number, both ends included. */
    record Whole(long min, long max) implements SpecType {
        @Override
        public String label() {
            return "whole number " + min + " to " + max;
        }
    }

    /** A number, both ends included. */
    record Decimal(double min, double max) implements SpecType {
        @Override
        public String label() {
            return "number " + plain(min) + " to " + plain(max);
        }

        /** Without a needless fraction: 1, not 1.0. */
        static String plain(double value) {
            return value == Math.rint(value) && Math.abs(value) < 1e15
                    ? Long.toString((long) value)
                    : Double.toString(value);
        }
    }

    /** A text of a stated shape. */
    record Text(String name, Pattern shape, String remedy) implements SpecType {
        @Override
        public String label() {
            return name;
        }
    }

    /** A list of such texts without repetition; may be empty. */
    record Texts(Text item, int minItems) implements SpecType {
        @Override
        public String label() {
            return "list of " + item.label();
        }
    }

    /** A folder or file: a URI, or a path that is relative to the spec's own folder. */
    record Location() implements SpecType {
        @Override
        public String label() {
            return "path or URI";
        }
    }

    /** Scrim's field name to the name it has in somebody's table; fields left out keep their names. */
    record Columns(List<String> fields) implements SpecType {
        public Columns {
            fields = List.copyOf(fields);
        }

        @Override
        public String label() {
            return "map of field to column; fields " + String.join(", ", fields);
        }
    }
}
