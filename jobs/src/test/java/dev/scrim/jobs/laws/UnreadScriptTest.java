package dev.scrim.jobs.laws;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.media.VideoEncoder;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.findings.FindingsStage;
import dev.scrim.jobs.readings.ReadingsStage;
import dev.scrim.jobs.stage.StageNames;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The demo's hands over a page of Russian, in a build that reads English: what it says is covered wherever it stands. */
@EnabledIfSystemProperty(named = "scrim.long", matches = "true")
class UnreadScriptTest {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;
    private static final int INK = 0x22;
    private static final int FPS = 10;
    private static final int FRAMES = 90;
    private static final Font FACE = new Font("SansSerif", Font.PLAIN, 15);
    private static final List<String> FOREIGN = List.of(
            "Здравствуйте, пациент Мария Иванова, результаты анализов",
            "врач назначил лечение и приём лекарства утром",
            "паспорт номер счёт банк договор оплата письмо",
            "отдел кадров сообщил вчера новую зарплату");
    private static final String ENGLISH = "The warehouse has enough bolts for the whole month";

    /** Where a row of text stands; the first is English. */
    private static Box row(int i) {
        return new Box(296, 180 + 60 * i, 620, 26);
    }

    private static Pixels page() {
        BufferedImage page = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = page.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.setColor(new Color(INK, INK, INK));
        g.setFont(FACE);
        for (int i = 0; i <= FOREIGN.size(); i++) {
            g.drawString(i == 0 ? ENGLISH : FOREIGN.get(i - 1), row(i).x() + 4, row(i).y() + 18);
        }
        g.dispose();
        return Pixels.copyOf(WIDTH, HEIGHT, ((DataBufferByte) page.getRaster().getDataBuffer()).getData());
    }

    private static Path recording() throws IOException {
        Path input = SharedSpark.place("foreign");
        Path to = Files.createDirectories(input.resolve("foreign"));
        Path demo = SharedSpark.DEMO.resolve("recordings").resolve("demo-quick");
        try (Stream<Path> files = Files.list(demo)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        Files.delete(to.resolve("screen.mp4"));
        try (OutputStream out = Files.newOutputStream(to.resolve("screen.mp4"));
                VideoEncoder encoder = new VideoEncoder(out, WIDTH, HEIGHT, FPS, 100)) {
            encoder.show(page(), new Box(0, 0, WIDTH, HEIGHT));
            for (int i = 0; i < FRAMES; i++) {
                encoder.frame();
            }
            encoder.finish();
        }
        return input;
    }

    /** The darkest level of a place: of ink, or of the mid-gray mask over it. */
    private static int darkest(BufferedImage picture, Box box) {
        int low = 255;
        for (int y = box.y(); y < box.bottom(); y++) {
            for (int x = box.x(); x < box.right(); x++) {
                low = Math.min(low, picture.getRGB(x, y) >> 8 & 255);
            }
        }
        return low;
    }

    @Test
    void textInAScriptThatNoLanguageCoversIsMaskedAndSaid() throws IOException {
        Assumptions.assumeTrue(FACE.canDisplayUpTo(String.join("", FOREIGN)) < 0, "No font here has Cyrillic letters");
        Path input = recording();

        BuildJob.Done done = SharedSpark.build(
                SharedSpark.spec(
                        input,
                        SharedSpark.DEMO.resolve("consent.csv"),
                        SharedSpark.place("foreign-out"),
                        "exports: [{format: plain}]\n"),
                2);

        assertThat(done.build().manifest(StageNames.READINGS).violations(ViolationCode.SCRIPT_UNREAD))
                .isEqualTo(1);
        assertThat(ReadingsStage.unreadScripts(done.build().manifest(StageNames.READINGS)))
                .containsExactly("Cyrillic");
        List<Row> found = done.build()
                .rows(StageNames.FINDINGS, FindingsStage.FINDINGS, FindingsStage.FINDING)
                .filter(col("finding.detector").equalTo("script.unread"))
                .select("finding.category", "finding.text")
                .collectAsList();
        assertThat(found).isNotEmpty().allSatisfy(f -> {
            assertThat(f.getString(0)).isEqualTo("UNREADABLE");
            assertThat(f.getString(1)).isEmpty();
        });
        List<byte[]> frames = SharedSpark.shards(SharedSpark.export(done)).entrySet().stream()
                .filter(e -> e.getKey().endsWith(".png"))
                .map(java.util.Map.Entry::getValue)
                .toList();
        assertThat(frames).isNotEmpty();
        for (byte[] png : frames) {
            BufferedImage frame = ImageIO.read(new ByteArrayInputStream(png));
            assertThat(darkest(frame, row(0))).as("English is left").isLessThan(INK + 30);
            for (int i = 1; i <= FOREIGN.size(); i++) {
                assertThat(darkest(frame, row(i))).as("row " + i).isBetween(INK + 50, 200);
            }
        }
        assertThat(SharedSpark.built().build().manifest(StageNames.READINGS).violations(ViolationCode.SCRIPT_UNREAD))
                .as("the demo is in English")
                .isZero();
    }
}
