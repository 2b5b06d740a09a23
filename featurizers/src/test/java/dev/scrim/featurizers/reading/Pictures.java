package dev.scrim.featurizers.reading;

import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.Viewport;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

/** Small real and drawn screens for the tests of this package. */
final class Pictures {
    private Pictures() {}

    static Pixels resource(String name) {
        try (InputStream in = Pictures.class.getResourceAsStream("/reading/" + name + ".png")) {
            return pixels(ImageIO.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code text} in the middle of an empty screen. */
    static Pixels drawn(String text, String font, int style, int sizePx, int ink, int paper) {
        BufferedImage image = paper(60 + sizePx * text.length(), sizePx * 4, paper);
        draw(image, text, 20, sizePx * 5 / 2, font, style, sizePx, ink);
        return pixels(image);
    }

    static BufferedImage paper(int width, int height, int color) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(color));
        g.fillRect(0, 0, width, height);
        g.dispose();
        return image;
    }

    static void draw(BufferedImage image, String text, int x, int y, String font, int style, int sizePx, int color) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(new Color(color));
        g.setFont(new Font(font, style, sizePx));
        g.drawString(text, x, y);
        g.dispose();
    }

    static Pixels pixels(BufferedImage any) {
        BufferedImage image = new BufferedImage(any.getWidth(), any.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = image.createGraphics();
        g.drawImage(any, 0, 0, null);
        g.dispose();
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        return Pixels.copyOf(any.getWidth(), any.getHeight(), bgr);
    }

    /** What a lossy codec makes of {@code clean}. */
    static Pixels lossy(Pixels clean, int quality) {
        MatOfByte coded = new MatOfByte();
        Imgcodecs.imencode(".jpg", mat(clean), coded, new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, quality));
        Mat back = Imgcodecs.imdecode(coded, Imgcodecs.IMREAD_COLOR);
        byte[] bgr = new byte[clean.width() * clean.height() * 3];
        back.get(0, 0, bgr);
        return Pixels.adopt(clean.width(), clean.height(), bgr);
    }

    static Mat mat(Pixels pixels) {
        OpenCv.ensureLoaded();
        Mat mat = new Mat(pixels.height(), pixels.width(), CvType.CV_8UC3);
        mat.put(0, 0, pixels.toBgr());
        return mat;
    }

    static Viewport viewport(Pixels pixels) {
        return new Viewport(pixels.width(), pixels.height(), 1);
    }
}
