package dev.scrim.datasets.media;

import dev.scrim.datasets.model.Pixels;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * PNG without text, time or colour chunks: nothing but the picture is in the file. The same pixels give the same bytes
 * with the same build of FFmpeg, which brings its own deflate. Stateless, thread-safe.
 */
public final class Png {
    /** Measured on screens, unfiltered rows being both the smallest and the fastest: level 6 costs half again for 5 %. */
    private static final int DEFLATE_LEVEL = 4;

    private static final int SIGNATURE_BYTES = 8;

    /** Length, name and checksum. */
    private static final int CHUNK_OVERHEAD_BYTES = 12;

    private Png() {}

    /** 8-bit RGB, never interlaced. */
    public static byte[] encode(Pixels pixels) {
        NativeLog.silence();
        AVCodec encoder = avcodec.avcodec_find_encoder(avcodec.AV_CODEC_ID_PNG);
        AVCodecContext codec = avcodec.avcodec_alloc_context3(encoder);
        AVFrame frame = avutil.av_frame_alloc();
        AVPacket packet = avcodec.av_packet_alloc();
        try {
            codec.width(pixels.width());
            codec.height(pixels.height());
            codec.pix_fmt(avutil.AV_PIX_FMT_RGB24);
            codec.time_base().num(1).den(1);
            codec.compression_level(DEFLATE_LEVEL);
            codec.thread_count(1);
            codec.flags(codec.flags() | avcodec.AV_CODEC_FLAG_BITEXACT);
            AVDictionary options = new AVDictionary(null);
            avutil.av_dict_set(options, "pred", "none", 0);
            int opened = avcodec.avcodec_open2(codec, encoder, options);
            avutil.av_dict_free(options);
            require(opened, "open the PNG encoder");
            frame.format(avutil.AV_PIX_FMT_RGB24);
            frame.width(pixels.width());
            frame.height(pixels.height());
            require(avutil.av_frame_get_buffer(frame, 0), "allocate a frame");
            fill(frame, pixels);
            require(avcodec.avcodec_send_frame(codec, frame), "encode a PNG");
            require(avcodec.avcodec_receive_packet(codec, packet), "encode a PNG");
            byte[] png = new byte[packet.size()];
            packet.data().get(png);
            return criticalOnly(png);
        } finally {
            avcodec.av_packet_free(packet);
            avutil.av_frame_free(frame);
            avcodec.avcodec_free_context(codec);
        }
    }

    /** Drops what the encoder adds of its own (the pixels' shape): chunks whose name starts in lower case. */
    private static byte[] criticalOnly(byte[] png) {
        byte[] kept = new byte[png.length];
        System.arraycopy(png, 0, kept, 0, SIGNATURE_BYTES);
        int end = SIGNATURE_BYTES;
        ByteBuffer in = ByteBuffer.wrap(png);
        for (int at = SIGNATURE_BYTES; at < png.length; ) {
            int chunkBytes = in.getInt(at) + CHUNK_OVERHEAD_BYTES;
            if (Character.isUpperCase(png[at + 4])) {
                System.arraycopy(png, at, kept, end, chunkBytes);
                end += chunkBytes;
            }
            at += chunkBytes;
        }
        return Arrays.copyOf(kept, end);
    }

    private static void fill(AVFrame frame, Pixels pixels) {
        int rowBytes = pixels.width() * 3;
        byte[] row = new byte[rowBytes];
        BytePointer target = frame.data(0);
        for (int y = 0; y < pixels.height(); y++) {
            pixels.copyRow(0, y, pixels.width(), row, 0);
            for (int i = 0; i < rowBytes; i += 3) {
                byte blue = row[i];
                row[i] = row[i + 2];
                row[i + 2] = blue;
            }
            target.position((long) y * frame.linesize(0)).put(row, 0, rowBytes);
        }
    }

    /**
     * The picture of any PNG; what is transparent keeps its colour.
     *
     * @throws IllegalArgumentException where the bytes are no whole PNG
     */
    public static Pixels decode(byte[] png) {
        return decode(png, avcodec.AV_CODEC_ID_PNG);
    }

    /** The same for a picture in another of FFmpeg's codecs. */
    static Pixels decode(byte[] png, int codecId) {
        NativeLog.silence();
        PictureLimits.apply();
        AVCodec decoder = avcodec.avcodec_find_decoder(codecId);
        AVCodecContext codec = avcodec.avcodec_alloc_context3(decoder);
        AVFrame frame = avutil.av_frame_alloc();
        AVPacket packet = avcodec.av_packet_alloc();
        try (BgrConverter converter = new BgrConverter()) {
            codec.thread_count(1);
            codec.max_pixels(PictureLimits.MAX_PIXELS);
            codec.err_recognition(avcodec.AV_EF_CRCCHECK | avcodec.AV_EF_EXPLODE);
            require(avcodec.avcodec_open2(codec, decoder, (AVDictionary) null), "open a picture decoder");
            require(avcodec.av_new_packet(packet, png.length), "allocate a packet");
            packet.data().put(png);
            boolean whole = avcodec.avcodec_send_packet(codec, packet) >= 0
                    && avcodec.avcodec_receive_frame(codec, frame) >= 0
                    && frame.decode_error_flags() == 0;
            if (!whole) {
                throw new IllegalArgumentException("Cannot decode a picture: the bytes are not whole");
            }
            return converter.convert(frame);
        } finally {
            avcodec.av_packet_free(packet);
            avutil.av_frame_free(frame);
            avcodec.avcodec_free_context(codec);
        }
    }

    private static void require(int result, String verb) {
        if (result < 0) {
            throw new IllegalStateException("Cannot " + verb + ": FFmpeg error " + result);
        }
    }
}
