package dev.scrim.jobs.doctor;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What names say of a tree of tables: which files hold rows, and which files and folders are one table together. */
final class TableNames {
    private static final Pattern DATA =
            Pattern.compile(".+\\.(parquet|parq|orc|avro|arrow|feather|csv|tsv|json|jsonl|ndjson|sqlite|db)"
                    + "(\\.(gz|zst|bz2|xz|lz4|snappy|enc|age|gpg|pgp))?");

    /** Files that writers of tables number: {@code part-00000}, {@code data-1-of-7}, {@code 000123_0}. */
    private static final Pattern PART =
            Pattern.compile("part-.*|.*-\\d+-of-\\d+.*|\\d{5,}[_-]?\\d*(\\..*)?|.*\\.c\\d{3}\\..*");

    /** {@code day=2026-01-01}, and what Delta Lake, Iceberg and Hudi keep beside their rows. */
    private static final Pattern PARTITION =
            Pattern.compile("[^=]+=.*|_delta_log|_temporary|_spark_metadata|\\.hoodie|metadata");

    private static final List<String> STATEMENTS =
            List.of("owners", "owner", "owner.json", "owners.md", "codeowners", "owner.txt");
    private static final List<String> MANIFESTS = List.of("manifest.json", "datapackage.json", "export-manifest.json");

    private TableNames() {}

    /** Whether a file is named as one that holds rows; its owner's statements and manifests are not. */
    static boolean isData(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !isStatement(lower)
                && !isManifest(lower)
                && (DATA.matcher(lower).matches() || lower.startsWith("part-"));
    }

    /** Whether a file is one of several that are a table together. */
    static boolean isPart(String name) {
        return PART.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether a folder belongs to the table that it lies in. */
    static boolean isPartition(String name) {
        return PARTITION.matcher(name).matches();
    }

    /** Whether a folder is named as a table. */
    static boolean isTable(String folder) {
        return DATA.matcher(folder.toLowerCase(Locale.ROOT)).matches();
    }

    /** A file that says nothing but who answers. */
    static boolean isStatement(String name) {
        return STATEMENTS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** A file that may say, in a field {@code owner}, who answers. */
    static boolean isManifest(String name) {
        return MANIFESTS.contains(name.toLowerCase(Locale.ROOT));
    }
}
