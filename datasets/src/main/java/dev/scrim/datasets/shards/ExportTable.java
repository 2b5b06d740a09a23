package dev.scrim.datasets.shards;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.schema.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A table that general tools find in an export: what the dataset card's configurations and Croissant's record sets are
 * made of.
 *
 * @param name what one row is, such as {@code step}
 * @param files pattern of its files; {@code %s} stands for the split where each split has files of its own
 * @param encoding how the files are read
 * @param columns in order; only those that every row has
 * @param key column whose value no two rows share
 * @param features the table's schema where its files carry the features of Python's {@code datasets} themselves
 */
public record ExportTable(
        String name,
        String files,
        Encoding encoding,
        List<Column> columns,
        Optional<String> key,
        Optional<Schema> features) {

    /** How a table's files are read. */
    public enum Encoding {
        /** As Croissant's specification and its reader name Parquet; IANA's own name for it is younger. */
        PARQUET("application/x-parquet"),
        JSON_LINES("application/jsonlines"),
        /** WebDataset: a row is the files of one name in a tar. */
        TAR("application/x-tar"),
        ARROW_STREAM("application/vnd.apache.arrow.stream");

        private final String mimeType;

        Encoding(String mimeType) {
            this.mimeType = mimeType;
        }

        public String mimeType() {
            return mimeType;
        }
    }

    public ExportTable {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("Cannot describe table " + name + " without a column");
        }
    }

    /** A table of steps with all of {@code schema}, which its files say themselves. */
    public static ExportTable steps(String files, Encoding encoding, Schema schema) {
        return new ExportTable(
                schema.name(),
                files,
                encoding,
                schema.fields().stream().map(Column::of).toList(),
                schema.find("sample_id").map(Field::name),
                Optional.of(schema));
    }

    /** Whether each split has files of its own. */
    public boolean bySplit() {
        return files.contains("%s");
    }

    /** The pattern of one split's files. */
    public String filesOf(String split) {
        return files.replace("%s", split);
    }

    /** The pattern of all its files. */
    public String allFiles() {
        return files.replace("%s", "*");
    }

    /** Whether {@code file} is one of its files. */
    public boolean holds(String file) {
        return fits(allFiles(), file);
    }

    /** Whether {@code file} is one of a split's files. */
    public boolean holds(String file, String split) {
        return fits(filesOf(split), file);
    }

    private static boolean fits(String pattern, String file) {
        return file.matches(pattern.replace(".", "\\.").replace("*", "[^/]*"));
    }

    /**
     * One column.
     *
     * @param type of its values, or of one value of a list
     * @param list whether a row holds several values
     * @param from the column of the file
     * @param within where in the file's value it lies, as a JSON path; empty for the value itself
     * @param parts of a struct; then {@code type} and {@code within} say nothing
     */
    public record Column(String name, FieldType type, boolean list, String from, String within, List<Column> parts) {
        public Column {
            parts = List.copyOf(parts);
        }

        public static Column of(String name, FieldType type) {
            return new Column(name, type, false, name, "", List.of());
        }

        public static Column listOf(String name, FieldType type) {
            return new Column(name, type, true, name, "", List.of());
        }

        /** Structs in a list; each part is named by the end of its path. */
        public static Column structs(String name, String... textsWithin) {
            return new Column(
                    name,
                    FieldType.STRING,
                    true,
                    name,
                    "",
                    Arrays.stream(textsWithin)
                            .map(path -> new Column(
                                    path.substring(path.lastIndexOf('.') + 1),
                                    FieldType.STRING,
                                    false,
                                    name,
                                    path,
                                    List.of()))
                            .toList());
        }

        /** A field of a schema as its column in Parquet. */
        static Column of(Field field) {
            String name = field.name();
            return switch (field.type()) {
                case STRING_LIST -> listOf(name, FieldType.STRING);
                case IMAGE -> new Column(name, FieldType.IMAGE, false, name, "bytes", List.of());
                case CATEGORY_COUNTS ->
                    new Column(
                            name,
                            FieldType.CATEGORY_COUNTS,
                            false,
                            name,
                            "",
                            Arrays.stream(Category.values())
                                    .map(Category::label)
                                    .map(c -> new Column(c, FieldType.INT32, false, name, c, List.of()))
                                    .toList());
                default -> of(name, field.type());
            };
        }
    }
}
