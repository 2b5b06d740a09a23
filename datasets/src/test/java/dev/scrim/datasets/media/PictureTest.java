package dev.scrim.datasets.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.shards.EncodedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureTest {
    private static Pixels page(int width, int height) {
        byte[] bgr = new byte[width * height * 3];
        Random random = new Random(5);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * 3;
                bgr[at] = (byte) (x * 255 / width);
                bgr[at + 1] = (byte) (y * 255 / height);
                bgr[at + 2] = (byte) (x / 16 % 2 == 0 ? 30 : 220 + random.nextInt(3));
            }
        }
        return Pixels.adopt(width, height, bgr);
    }

    @ParameterizedTest
    @EnumSource(ImageCodec.class)
    void everyCodecSaysItsSizeAndGivesTheSameBytesTwice(ImageCodec codec) {
        Pixels page = page(173, 91);
        byte[] once = Picture.encode(page, 173, 91, codec, 90);
        assertThat(Picture.encode(page, 173, 91, codec, 90)).isEqualTo(once);
        EncodedImage image = EncodedImage.of(once);
        assertThat(image.codec()).isEqualTo(codec);
        assertThat(image.widthPx()).isEqualTo(173);
        assertThat(image.heightPx()).isEqualTo(91);
    }

    @ParameterizedTest
    @EnumSource(ImageCodec.class)
    void pixelsComeBack(ImageCodec codec) {
        Pixels page = page(160, 96);
        Pixels back = Picture.decode(Picture.encode(page, 160, 96, codec, 95));
        int worst = codec == ImageCodec.JPEG ? 24 : 0;
        byte[] a = page.toBgr();
        byte[] b = back.toBgr();
        int most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs((a[i] & 255) - (b[i] & 255)));
        }
        assertThat(most).isLessThanOrEqualTo(worst);
    }

    @ParameterizedTest
    @EnumSource(ImageCodec.class)
    void aPictureCanBeMadeSmaller(ImageCodec codec) {
        EncodedImage image = EncodedImage.of(Picture.encode(page(200, 100), 112, 56, codec, 90));
        assertThat(image.widthPx()).isEqualTo(112);
        assertThat(image.heightPx()).isEqualTo(56);
    }

    @Test
    void lessQualityIsLessBytes() {
        Pixels page = page(400, 300);
        assertThat(Picture.encode(page, 400, 300, ImageCodec.JPEG, 40).length)
                .isLessThan(Picture.encode(page, 400, 300, ImageCodec.JPEG, 95).length);
    }
}
