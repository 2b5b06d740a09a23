package dev.scrim.datasets.shards;

import dev.scrim.datasets.media.ImageCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Codec and size of a picture, by its header: JPEG's frame header (ITU-T T.81, B.2.2), WebP's lossless header (RFC 9649,
 * section 2.6 and 3.4). PNG is {@link EncodedImage}'s own.
 */
record PictureHeader(ImageCodec codec, int widthPx, int heightPx) {
    private static final int JPEG_START = 0xFFD8;
    private static final int RIFF = 0x52494646;
    private static final int WEBP = 0x57454250;
    private static final int VP8L = 0x5650384C;
    private static final int VP8L_SIGNATURE = 0x2F;
    private static final int VP8L_SIZE_AT = 21;
    private static final int SIZE_BITS = 14;

    static Optional<PictureHeader> of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length > VP8L_SIZE_AT + 4 && in.getInt(0) == RIFF && in.getInt(8) == WEBP && in.getInt(12) == VP8L) {
            return webp(in);
        }
        return bytes.length > 4 && (in.getShort(0) & 0xFFFF) == JPEG_START ? jpeg(in) : Optional.empty();
    }

    private static Optional<PictureHeader> webp(ByteBuffer in) {
        if (in.get(VP8L_SIZE_AT - 1) != VP8L_SIGNATURE) {
            return Optional.empty();
        }
        int bits = in.order(ByteOrder.LITTLE_ENDIAN).getInt(VP8L_SIZE_AT);
        int mask = (1 << SIZE_BITS) - 1;
        return Optional.of(new PictureHeader(ImageCodec.WEBP, (bits & mask) + 1, (bits >>> SIZE_BITS & mask) + 1));
    }

    /** Walks the segments to the frame header, which says the size. */
    private static Optional<PictureHeader> jpeg(ByteBuffer in) {
        int at = 2;
        while (at + 9 < in.limit() && (in.get(at) & 0xFF) == 0xFF) {
            int marker = in.get(at + 1) & 0xFF;
            // C0 to CF begin a frame, but for the tables C4, C8 and CC.
            if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
                int height = in.getShort(at + 5) & 0xFFFF;
                int width = in.getShort(at + 7) & 0xFFFF;
                return Optional.of(new PictureHeader(ImageCodec.JPEG, width, height));
            }
            at += 2 + (in.getShort(at + 2) & 0xFFFF);
        }
        return Optional.empty();
    }
}
