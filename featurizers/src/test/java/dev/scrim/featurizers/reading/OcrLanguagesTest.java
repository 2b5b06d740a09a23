package dev.scrim.featurizers.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.TextLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second language, for which the English model stands under another name. */
class OcrLanguagesTest {
    @TempDir
    private Path models;

    @BeforeEach
    void aSecondModel() throws IOException {
        Files.copy(TrainedData.folder("eng").resolve("eng.traineddata"), models.resolve("xxx.traineddata"));
    }

    private ReadingSettings both() {
        return ReadingSettings.defaults().in(OcrLanguages.of("eng+xxx", models));
    }

    private void damage() throws IOException {
        byte[] bytes = Files.readAllBytes(models.resolve("xxx.traineddata"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(models.resolve("xxx.traineddata"), bytes);
    }

    @Test
    void twoModelsAreOpenedTogether() {
        Pixels page = Pictures.resource("form");
        List<TextLine> lines = new ArrayList<>();
        try (SegmentReader reader = new SegmentReader(both())) {
            reader.read(0, page, Pictures.viewport(page), lines::add);
        }
        assertThat(lines).extracting(TextLine::text).contains("52-6610937");
        Path folder = TrainedData.folder(both().languages());
        assertThat(folder.resolve("eng.traineddata")).exists();
        assertThat(folder.resolve("xxx.traineddata")).exists();
    }

    @Test
    void aModelsContentIsPartOfTheVersionAndItsPlaceIsNot(@TempDir Path elsewhere) throws IOException {
        String settings = both().toString();
        String version = SegmentReader.version(both());
        assertThat(settings).contains("eng+xxx@").doesNotContain(models.toString());
        Files.copy(models.resolve("xxx.traineddata"), elsewhere.resolve("xxx.traineddata"));
        ReadingSettings moved = ReadingSettings.defaults().in(OcrLanguages.of("eng+xxx", elsewhere));
        assertThat(moved.toString()).isEqualTo(settings);
        assertThat(SegmentReader.version(moved)).isEqualTo(version);

        damage();

        assertThat(both().toString()).isNotEqualTo(settings);
        assertThat(SegmentReader.version(both())).isNotEqualTo(version);
    }

    @Test
    void aModelThatChangedSinceTheBuildBeganIsRefused() throws IOException {
        ReadingSettings begun = both();
        damage();
        assertThatThrownBy(() -> new SegmentReader(begun))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("xxx.traineddata");
        Files.delete(models.resolve("xxx.traineddata"));
        assertThatThrownBy(() -> new SegmentReader(begun))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("xxx.traineddata")
                .hasMessageNotContaining(models.toString());
    }

    @Test
    void aSecondModelThatTheEngineCannotOpenIsAnErrorAndNotLeftOut() throws IOException {
        Files.writeString(models.resolve("xxx.traineddata"), "no model");
        assertThatThrownBy(() -> new SegmentReader(both()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("eng+xxx");
    }

    @Test
    void namesThatCannotBeMeantAreRefused() {
        for (String joined : List.of("", "eng+", "../eng", "osd", "eng xxx")) {
            assertThatThrownBy(() -> OcrLanguages.of(joined, models)).isInstanceOf(UserError.class);
        }
        assertThatThrownBy(() -> OcrLanguages.of("eng+fra", models))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("fra.traineddata");
    }
}
