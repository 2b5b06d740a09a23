package dev.scrim.jobs.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeScanTest {
    /** Closed by the system to all others, so that what lies in it is opened for the test below. */
    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectory(temp.resolve("tables"));
        mode(temp, "rwxr-xr-x");
        mode(root, "rwxr-xr-x");
        assumeTrue(Reach.above(root).all(), "the folder for temporary files is closed to others");
    }

    private static void mode(Path place, String mode) throws IOException {
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(mode));
    }

    private TreeReport scan(int threads) {
        return new TreeScan(root, threads, 5, line -> {}, System::nanoTime).run();
    }

    @Test
    void countsWhatWasDrawnWithAnyNumberOfThreadsAndSaysTheSameEachTime() throws IOException {
        TableTree tree = new TableTree(7);
        tree.draw(root, 300, 20);
        TreeReport one = scan(1);
        assertThat(one.tables()).isEqualTo(300);
        assertThat(one.counts()).isEqualTo(tree.expected());
        assertThat(one.exposed()).isLessThan(300).isGreaterThan(100);
        assertThat(one.worst()).hasSize(5);
        TreeReport many = scan(7);
        assertThat(many.worst()).isEqualTo(one.worst());
        assertThat(many.counts()).isEqualTo(one.counts());
        assertThat(many.bytes()).isEqualTo(one.bytes());
        assertThat(one.worst().get(0).codes())
                .contains(ExposureCode.OPEN_TO_ALL, ExposureCode.TABLE_PLAIN, ExposureCode.OWNER_UNSTATED);
    }

    /** A mode opens nothing where a folder above is closed. */
    @Test
    void aClosedFolderAboveClosesAll() throws IOException {
        new TableTree(7).draw(root, 50, 5);
        mode(root, "rwx------");
        TreeReport report = scan(2);
        assertThat(report.tables()).isEqualTo(50);
        assertThat(report.count(ExposureCode.OPEN_TO_ALL)).isZero();
        assertThat(report.count(ExposureCode.OPEN_TO_GROUP)).isZero();
        mode(root, "rwx--x---");
        assertThat(scan(2).count(ExposureCode.OPEN_TO_ALL)).isZero();
        assertThat(scan(2).count(ExposureCode.OPEN_TO_GROUP)).isPositive();
    }

    @Test
    void aWritableTableAndOneInNoKnownFormat() throws IOException {
        mode(Files.writeString(root.resolve("orders.csv"), "name\n"), "rw----rw-");
        mode(Files.write(root.resolve("odd.parquet"), new byte[] {1, 2, 3, 0, 9}), "rw-------");
        TreeReport report = scan(1);
        assertThat(report.tables()).isEqualTo(2);
        assertThat(report.count(ExposureCode.WRITABLE_BY_ALL)).isEqualTo(1);
        assertThat(report.count(ExposureCode.OPEN_TO_ALL)).isEqualTo(1);
        assertThat(report.count(ExposureCode.FORMAT_UNKNOWN)).isEqualTo(1);
        assertThat(report.count(ExposureCode.TABLE_PLAIN)).isEqualTo(1);
    }

    @Test
    void anOwnerIsStatedByAManifestBesideOrAbove() throws IOException {
        Path deep = Files.createDirectories(root.resolve("a/b/t"));
        Files.writeString(deep.resolve("part-0.csv"), "x\n");
        assertThat(scan(1).count(ExposureCode.OWNER_UNSTATED)).isEqualTo(1);
        Files.writeString(root.resolve("a/manifest.json"), "{\"owner\": \" \"}");
        assertThat(scan(1).count(ExposureCode.OWNER_UNSTATED)).isEqualTo(1);
        Files.writeString(root.resolve("a/manifest.json"), "{\"owner\": \"data desk\"}");
        assertThat(scan(1).count(ExposureCode.OWNER_UNSTATED)).isZero();
        assertThat(scan(1).tables()).isEqualTo(1);
    }

    @Test
    void namesAreSaidOnlyWhenAskedFor() throws IOException {
        mode(Files.writeString(root.resolve("Jane Doe.csv"), "name\n"), "rw-r--r--");
        TreeReport report = scan(1);
        assertThat(report.screen(false))
                .contains("table 1", "OPEN_TO_ALL, TABLE_PLAIN")
                .doesNotContain("Jane");
        assertThat(report.json(false)).contains("\"[1]\"").doesNotContain("Jane");
        assertThat(report.screen(true)).contains("Jane Doe.csv");
        assertThat(report.json(true)).contains("Jane Doe.csv");
        assertThat(report.screen(false).lines().count()).isLessThan(24);
    }

    @Test
    void progressTellsRateShareAndTimeLeft() throws IOException {
        new TableTree(7).draw(root, 40, 8);
        List<String> said = new ArrayList<>();
        AtomicLong clock = new AtomicLong();
        new TreeScan(root, 1, 5, said::add, () -> clock.addAndGet(300_000_000L)).run();
        assertThat(said).isNotEmpty();
        assertThat(said.get(said.size() / 2)).containsPattern("\\d+ tables  [\\d.]+/s  \\d+ %  about .* left");
        assertThat(said.get(said.size() - 1)).containsPattern("(9\\d|100) %");
    }

    @Test
    void whatIsNoFolderIsTheCallersMistake() throws IOException {
        Path file = Files.writeString(root.resolve("a.csv"), "x");
        assertThatThrownBy(() -> new TreeScan(file, 1, 5, l -> {}, System::nanoTime).run())
                .isInstanceOf(UserError.class);
    }

    /** {@code -Dscrim.doctor=DIR}: draws 45,000 tables in DIR once, scans them and says how long it took. */
    @Test
    void fortyFiveThousandTablesTakeMinutesAtMost() throws IOException {
        String where = System.getProperty("scrim.doctor", "");
        assumeTrue(!where.isEmpty(), "needs -Dscrim.doctor=DIR");
        Path tree = Path.of(where, "tables");
        TableTree drawn = new TableTree(45);
        if (!Files.isDirectory(tree)) {
            drawn.draw(Files.createDirectories(tree), 45_000, 450);
        }
        TreeReport report = new TreeScan(tree, 8, 10, System.out::println, System::nanoTime).run();
        System.out.println(report.screen(false));
        assertThat(report.tables()).isEqualTo(45_000);
        assertThat(report.seconds()).isLessThan(300);
    }
}
