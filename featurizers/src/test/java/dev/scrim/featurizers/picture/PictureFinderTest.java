package dev.scrim.featurizers.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Picture;
import dev.scrim.datasets.model.PictureKind;
import dev.scrim.datasets.model.Pixels;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFinderTest {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;

    private final BufferedImage screen = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    private final Random random = new Random(11);

    @ParameterizedTest
    @ValueSource(ints = {40, 64, 100, 200})
    void faceIsFoundInSquareAndRoundPhotosOnLightAndDarkScreens(int sizePx) throws IOException {
        for (boolean dark : new boolean[] {false, true}) {
            for (boolean round : new boolean[] {false, true}) {
                Graphics2D g = ui(dark);
                if (round) {
                    g.setClip(new Ellipse2D.Double(341, 203, sizePx, sizePx));
                }
                g.drawImage(astronaut(), 341, 203, sizePx, sizePx, null);
                assertThat(boxes(PictureKind.FACE)).singleElement().satisfies(face -> {
                    Box middle = new Box(341 + sizePx * 2 / 5, 203 + sizePx / 4, sizePx / 4, sizePx / 3);
                    assertThat(face.contains(middle)).isTrue();
                    assertThat(face.area()).isLessThan(2L * sizePx * sizePx);
                });
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "QR_CODE, 70, false", "QR_CODE, 150, true", "QR_CODE, 300, false",
        "DATA_MATRIX, 90, true", "AZTEC, 120, false", "PDF_417, 200, false"
    })
    void matrixCodesAreReadAndCoveredWhole(BarcodeFormat format, int sizePx, boolean inverted) throws WriterException {
        for (boolean dark : new boolean[] {false, true}) {
            ui(dark);
            Box symbol = symbol(
                    "https://pay.example/i/20481",
                    format,
                    sizePx,
                    format == BarcodeFormat.PDF_417 ? sizePx / 3 : sizePx,
                    inverted);
            assertThat(find())
                    .filteredOn(p -> p.kind() == PictureKind.MATRIX_CODE)
                    .singleElement()
                    .satisfies(p -> {
                        assertThat(p.text()).isEqualTo("https://pay.example/i/20481");
                        assertThat(p.box().contains(symbol)).isTrue();
                    });
        }
    }

    @Test
    void barcodesAreFoundWhetherTheyCanBeReadOrNot() throws WriterException {
        ui(false);
        Box symbol = symbol("4006381333931", BarcodeFormat.EAN_13, 190, 60, false);
        assertThat(find()).singleElement().isEqualTo(new Picture(PictureKind.BARCODE, symbol, "4006381333931"));
        for (int y = 120; y < 190; y++) {
            for (int x = 330; x < 336; x++) {
                screen.setRGB(x, y, 0x101010);
            }
        }
        assertThat(boxes(PictureKind.BARCODE))
                .singleElement()
                .satisfies(b -> assertThat(b.contains(symbol)).isTrue());
    }

    @Test
    void columnsOfAChartAreNoBarcode() {
        Graphics2D g = ui(false);
        g.setColor(new Color(0x1F5FA8));
        for (int i = 0; i < 30; i++) {
            int h = 120 + random.nextInt(60);
            g.fillRect(280 + i * 14, 400 - h, 8, h);
        }
        assertThat(find()).isEmpty();
    }

    @Test
    void signatureIsFoundAndTypedTextAndLinesOfChartsAreNot() {
        Graphics2D g = ui(false);
        g.setColor(new Color(0x19, 0x24, 0x8C));
        g.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        Path2D pen = new Path2D.Double();
        pen.moveTo(300, 240);
        for (int i = 0; i < 7; i++) {
            int x = 300 + i * 26;
            pen.curveTo(x + 40, 180 + 6 * (i % 3), x - 30, 290 - 8 * (i % 2), x + 26, 236 + i % 4);
        }
        g.draw(pen);
        assertThat(boxes(PictureKind.SIGNATURE))
                .singleElement()
                .satisfies(
                        b -> assertThat(b.contains(new Box(310, 215, 160, 40))).isTrue());

        Graphics2D chart = ui(false);
        chart.setColor(new Color(0x1F5FA8));
        chart.setStroke(new BasicStroke(2));
        for (int x = 260; x < 600; x += 10) {
            chart.drawLine(x, 260 + random.nextInt(60), x + 10, 260 + random.nextInt(60));
        }
        assertThat(boxes(PictureKind.SIGNATURE)).isEmpty();
    }

    @Test
    void scannedPageIsADocumentAndTheSameTextDrawnIsNot() {
        Graphics2D g = ui(false);
        page(g);
        assertThat(find()).isEmpty();
        for (int y = 60; y < 460; y++) {
            for (int x = 260; x < 700; x++) {
                int v = Math.max(0, Math.min(255, (screen.getRGB(x, y) & 255) + (int) (random.nextGaussian() * 4)));
                screen.setRGB(x, y, v << 16 | v << 8 | v);
            }
        }
        assertThat(find()).singleElement().satisfies(p -> {
            assertThat(p.kind()).isEqualTo(PictureKind.DOCUMENT);
            assertThat(p.box().contains(new Box(264, 64, 430, 390))).isTrue();
        });
    }

    @Test
    void discsWithInitialsAreTilesAndPlainButtonsAreNot() {
        Graphics2D g = ui(false);
        g.setColor(new Color(0x8E44AD));
        g.fill(new Ellipse2D.Double(300, 100, 36, 36));
        g.fillRect(300, 200, 36, 36);
        g.setColor(Color.WHITE);
        g.setFont(new Font("SansSerif", Font.BOLD, 15));
        g.drawString("QZ", 307, 124);
        assertThat(find()).singleElement().satisfies(p -> {
            assertThat(p.kind()).isEqualTo(PictureKind.AVATAR);
            assertThat(p.box().contains(new Box(300, 100, 36, 36))).isTrue();
        });
    }

    /** What did not change is not looked at again, what shimmers is not either, what goes away is gone. */
    @Test
    void whatIsFoundLastsAsLongAsItsPixels() throws IOException {
        ui(false).drawImage(astronaut(), 341, 203, 96, 96, null);
        try (PictureFinder finder = new PictureFinder()) {
            List<Picture> first = finder.find(pixels());
            Graphics2D g = screen.createGraphics();
            g.setColor(Color.BLACK);
            g.drawString("typed meanwhile", 600, 700);
            screen.setRGB(380, 240, screen.getRGB(380, 240) ^ 0x040404);
            assertThat(finder.find(pixels())).isEqualTo(first).isNotEmpty();
            ui(false);
            assertThat(finder.find(pixels())).isEmpty();
        }
    }

    private Graphics2D ui(boolean dark) {
        Graphics2D g = screen.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.setColor(dark ? new Color(0x202226) : Color.WHITE);
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.setColor(dark ? Color.LIGHT_GRAY : Color.DARK_GRAY);
        g.setFont(new Font("SansSerif", Font.PLAIN, 14));
        for (int y = 30; y < HEIGHT; y += 24) {
            g.drawString("Row " + random.nextInt(9999), 16, y);
            g.drawString("The parts were counted on day " + random.nextInt(90), 780, y);
        }
        return g;
    }

    private static void page(Graphics2D g) {
        g.setColor(new Color(0xE0E0E0));
        g.fillRect(260, 60, 440, 400);
        g.setColor(new Color(0x28282C));
        g.setFont(new Font("Serif", Font.PLAIN, 17));
        for (int y = 100; y < 430; y += 32) {
            g.drawString("Received with thanks for the goods delivered", 300, y);
        }
    }

    /** Draws the symbol with a margin of two modules and gives the place of its modules. */
    private Box symbol(String text, BarcodeFormat format, int w, int h, boolean inverted) throws WriterException {
        BitMatrix m = new MultiFormatWriter().encode(text, format, w, h);
        int times = Math.max(1, w / m.getWidth());
        int[] rect = m.getEnclosingRectangle();
        Box box = new Box(280 + rect[0] * times, 120 + rect[1] * times, rect[2] * times, rect[3] * times);
        Box around = box.grow(12, 12);
        for (int y = around.y(); y < around.bottom(); y++) {
            for (int x = around.x(); x < around.right(); x++) {
                boolean bit = box.contains(x, y) && m.get((x - 280) / times, (y - 120) / times);
                screen.setRGB(x, y, bit ^ inverted ? 0x101010 : 0xF4F4F4);
            }
        }
        return box;
    }

    private List<Box> boxes(PictureKind kind) {
        return find().stream().filter(p -> p.kind() == kind).map(Picture::box).toList();
    }

    private List<Picture> find() {
        try (PictureFinder finder = new PictureFinder()) {
            return finder.find(pixels());
        }
    }

    private Pixels pixels() {
        return Pixels.copyOf(WIDTH, HEIGHT, ((DataBufferByte) screen.getRaster().getDataBuffer()).getData());
    }

    /** Eileen Collins, NASA; public domain. */
    private static BufferedImage astronaut() throws IOException {
        try (InputStream in = PictureFinderTest.class.getResourceAsStream("/picture/astronaut.png")) {
            return ImageIO.read(in);
        }
    }
}
