package dev.scrim.datasets.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.model.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureTest {
    private static Pixels noise(int width, int height, long seed) {
        byte[] bgr = new byte[width * height * 3];
        new Random(seed).nextBytes(bgr);
        return Pixels.adopt(width, height, bgr);
    }

    private static List<Pixels> pictures() {
        List<Pixels> pictures = new ArrayList<>();
        int[][] sizes = {{1, 1}, {3, 2}, {17, 31}, {322, 242}, {1001, 7}};
        for (int[] size : sizes) {
            pictures.add(noise(size[0], size[1], 7));
            pictures.add(Pixels.adopt(size[0], size[1], new byte[size[0] * size[1] * 3]));
        }
        return pictures;
    }

    private static List<String> chunks(byte[] png) {
        List<String> names = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(png, 8, png.length - 8);
        while (in.hasRemaining()) {
            int length = in.getInt();
            byte[] name = new byte[4];
            in.get(name);
            names.add(new String(name, StandardCharsets.US_ASCII));
            in.position(in.position() + length + 4);
        }
        return names;
    }

    @Test
    void pngKeepsEveryPixelAndTheSameBytesEachTime() {
        for (Pixels picture : pictures()) {
            byte[] png = Png.encode(picture);

            assertThat(Png.decode(png)).isEqualTo(picture);
            assertThat(Png.encode(picture)).isEqualTo(png);
        }
    }

    @Test
    void pngHoldsNothingButThePicture() {
        for (Pixels picture : pictures()) {
            assertThat(chunks(Png.encode(picture))).containsOnly("IHDR", "IDAT", "IEND");
        }
    }

    @Test
    void pngIsReadAndWrittenAsOthersDo() throws IOException {
        Pixels picture = noise(20, 10, 3);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.encode(picture)));
        byte[] bgr = new byte[3];
        picture.copyRow(7, 4, 1, bgr, 0);
        assertThat(read.getRGB(7, 4) & 0xFFFFFF).isEqualTo((bgr[2] & 255) << 16 | (bgr[1] & 255) << 8 | (bgr[0] & 255));

        for (int type :
                new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_BYTE_GRAY}) {
            BufferedImage image = new BufferedImage(20, 10, type);
            image.setRGB(7, 4, 0xFFFFFFFF);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            Pixels decoded = Png.decode(bytes.toByteArray());
            assertThat(decoded.gray(7, 4)).isEqualTo(255);
            assertThat(decoded.gray(8, 4)).isZero();
        }
    }

    @Test
    void storedFramesKeepEveryPixelAndTheSameBytesEachTime() {
        for (Pixels picture : pictures()) {
            byte[] stored = FrameCodec.encode(picture);

            assertThat(FrameCodec.decode(stored)).isEqualTo(picture);
            assertThat(FrameCodec.encode(picture)).isEqualTo(stored);
        }
    }

    @Test
    void damagedPicturesAreRefused() {
        Pixels picture = noise(64, 64, 5);
        byte[] png = Png.encode(picture);
        byte[] stored = FrameCodec.encode(picture);
        Random random = new Random(11);
        for (int i = 0; i < 100; i++) {
            byte[] cutPng = Arrays.copyOf(png, random.nextInt(png.length - 12));
            byte[] cutStored = Arrays.copyOf(stored, random.nextInt(stored.length));
            byte[] bentStored = stored.clone();
            bentStored[random.nextInt(stored.length)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> Png.decode(cutPng)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> FrameCodec.decode(cutStored)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> FrameCodec.decode(bentStored)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
