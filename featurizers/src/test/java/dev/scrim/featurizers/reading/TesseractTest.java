package dev.scrim.featurizers.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.PageReader;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.PlacedLine;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TesseractTest {
    @Test
    void pageReaderFindsTextOnLightAndDarkScreens() {
        try (PageReader reader = TesseractPageReader.sparse("eng")) {
            assertThat(reader.describe()).contains("11", "2.0");
            assertThat(all(reader, "form")).contains("52-6610937", "Hollin");
            assertThat(all(reader, "terminal")).contains("symptoms");
            Pixels page = Pictures.resource("form");
            Box screen = new Box(0, 0, page.width(), page.height());
            for (PlacedLine line : reader.read(page)) {
                assertThat(screen.contains(line.box())).isTrue();
            }
        }
        try (PageReader reader = TesseractPageReader.automatic("eng")) {
            assertThat(all(reader, "form")).contains("6610937");
        }
    }

    private static String all(PageReader reader, String picture) {
        StringBuilder text = new StringBuilder();
        reader.read(Pictures.resource(picture))
                .forEach(l -> text.append(l.line().text()).append('\n'));
        return text.toString();
    }

    @Test
    void aClosedEngineIsRefusedAndClosesTwice() {
        TesseractEngine engine = TesseractEngine.open("eng");
        engine.close();
        engine.close();
        assertThatThrownBy(() -> engine.recognise(new GrayImage(1, 1, new byte[1]), SegMode.LINE))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theEnginesTableIsReadByItsWordRows() {
        String tsv = """
                1\t1\t0\t0\t0\t0\t0\t0\t90\t20\t-1\t
                5\t1\t1\t1\t2\t1\t10\t3\t30\t9\t91.5\tHello
                5\t1\t1\t1\t2\t2\t45\t3\t20\t9\t95\t\s
                """;
        assertThat(TesseractEngine.parse(tsv))
                .containsExactly(new EngineWord("Hello", "1.1.2", new Box(10, 3, 30, 9), 0.915f));
    }

    @Test
    void theModelSurvivesRacesAndDamage(@TempDir Path temp) throws Exception {
        Path cache = temp.resolve("cache");
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<Path>> racers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            racers.add(pool.submit(() -> TrainedData.folder("eng", cache)));
        }
        for (Future<Path> racer : racers) {
            assertThat(racer.get()).isEqualTo(racers.get(0).get());
        }
        pool.shutdown();
        Path model = racers.get(0).get().resolve("eng.traineddata");
        byte[] whole = Files.readAllBytes(model);
        byte[] damaged = whole.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(model, damaged);
        TrainedData.folder("eng", cache);
        assertThat(Files.readAllBytes(model)).isEqualTo(whole);
        try (var files = Files.list(model.getParent())) {
            assertThat(files).containsExactly(model);
        }
    }

    @Test
    void aModelFolderOthersCanUseIsRefused(@TempDir Path temp) throws Exception {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
                "This file system has no owner permissions");
        Path cache = Files.createDirectory(temp.resolve("open"));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> TrainedData.folder("eng", cache)).isInstanceOf(UserError.class);
    }
}
