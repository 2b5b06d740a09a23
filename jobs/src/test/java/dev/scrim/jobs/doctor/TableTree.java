package dev.scrim.jobs.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Draws a tree of tables of many formats, partitioned and not, some of which lie open, and knows which. */
final class TableTree {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> GROUP = PosixFilePermissions.fromString("rw-r-----");
    private static final Set<PosixFilePermission> ALL = PosixFilePermissions.fromString("rw-r--r--");
    private static final String[] ENDINGS = {"parquet", "orc", "avro", "csv", "json", "csv.gz"};
    private static final byte[][] STARTS = {
        ascii("PAR1 rows PAR1"),
        ascii("ORC rows"),
        ascii("Obj\u0001 rows"),
        ascii("name,amount\nx,1\n"),
        ascii("{\"name\": 1}\n"),
        {0x1f, (byte) 0x8b, 8, 0}
    };

    private final Map<ExposureCode, Long> expected = new EnumMap<>(ExposureCode.class);
    private final Random random;
    private long files;

    TableTree(long seed) {
        this.random = new Random(seed);
    }

    Map<ExposureCode, Long> expected() {
        return expected;
    }

    long files() {
        return files;
    }

    /** @param databases folders that the tables are spread over */
    void draw(Path root, int tables, int databases) throws IOException {
        for (int d = 0; d < databases; d++) {
            Path database = Files.createDirectories(root.resolve("db " + d));
            boolean stated = d % 10 == 0;
            if (stated) {
                Files.writeString(database.resolve("OWNERS"), "whoever answers\n");
            }
            for (int t = d; t < tables; t += databases) {
                table(database, t, stated);
            }
        }
    }

    private void table(Path database, int number, boolean stated) throws IOException {
        int kind = random.nextInt(ENDINGS.length);
        boolean sealed = random.nextInt(4) == 0;
        int open = random.nextInt(10);
        Set<PosixFilePermission> mode = open < 5 ? OWNER : open < 8 ? GROUP : ALL;
        byte[] bytes = sealed ? ascii("PARE rows PARE") : STARTS[kind];
        int shape = random.nextInt(3);
        if (shape == 0) {
            file(database.resolve("orders " + number + "." + ENDINGS[kind]), bytes, mode);
        } else if (shape == 1) {
            Path folder = Files.createDirectory(database.resolve("events " + number));
            file(folder.resolve("part-00000-x." + ENDINGS[kind]), bytes, mode);
            file(folder.resolve("part-00001-x." + ENDINGS[kind]), bytes, OWNER);
        } else {
            Path folder = Files.createDirectory(database.resolve("days " + number));
            for (int day = 1; day <= 2; day++) {
                Path partition = Files.createDirectory(folder.resolve("day=" + day));
                file(partition.resolve("00000" + day + "_0." + ENDINGS[kind]), bytes, day == 1 ? mode : OWNER);
            }
        }
        count(ExposureCode.OPEN_TO_ALL, mode == ALL);
        count(ExposureCode.OPEN_TO_GROUP, mode == GROUP);
        count(ExposureCode.TABLE_PLAIN, !sealed);
        count(ExposureCode.OWNER_UNSTATED, !stated);
    }

    private void count(ExposureCode code, boolean is) {
        if (is) {
            expected.merge(code, 1L, Long::sum);
        }
    }

    private void file(Path file, byte[] bytes, Set<PosixFilePermission> mode) throws IOException {
        Files.write(file, bytes);
        Files.setPosixFilePermissions(file, mode);
        files++;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
