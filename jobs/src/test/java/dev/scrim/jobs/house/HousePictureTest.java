package dev.scrim.jobs.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HousePictureTest {
    private static final Path FILE = Path.of("src/site/house.svg");
    private static final Pattern ARROW = Pattern.compile("<path d=");

    private final String drawn = HousePicture.of(new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.scrim"));

    /** Counts of classes change every day; rooms do not. With -Dscrim.refresh=true the picture is drawn anew. */
    @Test
    void thePictureInTheReadmeShowsTheRoomsThatThereAre() throws IOException {
        if (Boolean.getBoolean("scrim.refresh")) {
            Files.writeString(FILE, drawn, StandardCharsets.UTF_8);
        }
        assertThat(rooms(Files.readString(FILE, StandardCharsets.UTF_8)))
                .as("run this test with -Dscrim.refresh=true")
                .isEqualTo(rooms(drawn));
    }

    /** featurizers, redaction and jobs look at datasets, jobs at the two others; notebooks may not be on this class path. */
    @Test
    void arrowsGoOneWay() {
        assertThat(ARROW.matcher(drawn.substring(drawn.indexOf("</defs>")))
                        .results()
                        .count())
                .isEqualTo(5);
    }

    private static List<String> rooms(String svg) {
        return Pattern.compile("y=\"[0-9]+\">([a-z0-9]+)<tspan dx")
                .matcher(svg)
                .results()
                .map(m -> m.group(1))
                .toList();
    }
}
