package dev.scrim.jobs.laws;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.jobs.actions.ActionsStage;
import dev.scrim.jobs.readings.ReadingsStage;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One press of the demo recording, as it was and under a clock that is wrong: only the wrong clock is found out. */
class EffectShownTest {
    private static final Path INPUT = SharedSpark.place("effects");
    private static final Pattern TIME = Pattern.compile("\"t_us\": (\\d+)");
    /** The press that closes a list, with the pointer's way to it; nothing else is done, so nothing else explains it. */
    private static final long FROM_US = 2_300_000;

    private static final long TO_US = 3_140_000;
    /** The list is seen to close so long before the press that closes it. */
    private static final long WRONG_US = 750_000;

    private static Build build;

    @BeforeAll
    static void buildBoth() throws IOException {
        recording("in-time", 0);
        recording("too-late", WRONG_US);
        build = SharedSpark.build(
                        SharedSpark.spec(
                                INPUT, SharedSpark.DEMO.resolve("consent.csv"), SharedSpark.place("effects-out"), ""),
                        2)
                .build();
    }

    private static void recording(String name, long lateUs) throws IOException {
        Path to = Files.createDirectories(INPUT.resolve(name));
        Path demo = SharedSpark.DEMO.resolve("recordings").resolve("demo-quick");
        try (Stream<Path> files = Files.list(demo)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        Path metadata = to.resolve("recording.json");
        Files.writeString(metadata, Files.readString(metadata).replace("\"demo-quick\"", "\"" + name + "\""));
        Files.writeString(to.resolve("keyboard.jsonl"), "");
        List<String> press = new ArrayList<>();
        for (String line : Files.readAllLines(demo.resolve("mouse.jsonl"))) {
            Matcher time = TIME.matcher(line);
            assertThat(time.find()).isTrue();
            long tUs = Long.parseLong(time.group(1));
            if (tUs >= FROM_US && tUs <= TO_US) {
                press.add(time.replaceFirst("\"t_us\": " + (tUs + lateUs)));
            }
        }
        Files.write(to.resolve("mouse.jsonl"), press);
    }

    @Test
    void aFrameThatShowsWhatItsStepDidIsSaid() {
        assertThat(shown("too-late")).containsExactly("step:0");
        assertThat(build.manifest(StageNames.READINGS).violations(ViolationCode.EFFECT_SHOWN))
                .isEqualTo(1);
    }

    @Test
    void aFrameFromBeforeTheEffectIsNot() {
        assertThat(shown("in-time")).isEmpty();
        assertThat(SharedSpark.built().build().manifest(StageNames.READINGS).violations(ViolationCode.EFFECT_SHOWN))
                .isZero();
    }

    @Test
    void aFrameThatIsOnlyLookedAtIsNotKept() {
        long steps = build.rows(StageNames.ACTIONS, ActionsStage.ACTIONS, ActionsStage.STEP)
                .count();
        assertThat(steps).isEqualTo(2);
        assertThat(build.manifest(StageNames.READINGS).count("effects.probed")).isEqualTo(2);
        assertThat(build.manifest(StageNames.READINGS).count("frames.wanted")).isEqualTo(2 * steps);
        assertThat(build.rows(StageNames.READINGS, ReadingsStage.READINGS, ReadingsStage.FRAME)
                        .count())
                .isEqualTo(2 * steps);
    }

    private static List<String> shown(String recording) {
        String v = ReadingsStage.VIOLATION;
        return build
                .rows(StageNames.READINGS, ReadingsStage.READINGS, v)
                .filter(col(Tagged.RECORDING).equalTo(recording))
                .filter(col(v + ".code").equalTo(ViolationCode.EFFECT_SHOWN.name()))
                .select(v + ".location")
                .collectAsList()
                .stream()
                .map((Row r) -> r.getString(0))
                .toList();
    }
}
