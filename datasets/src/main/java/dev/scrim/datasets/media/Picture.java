package dev.scrim.datasets.media;

import dev.scrim.datasets.model.Pixels;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Pictures in every {@link ImageCodec}, at their own size or another. The same pixels give the same bytes with the same
 * build of FFmpeg; nothing but the picture is in them. Stateless, thread-safe.
 */
public final class Picture {
    /** WebP's effort, 0 to 6: 4 is libwebp's own default; 6 takes three times as long for 2 % on screens. */
    private static final int WEBP_EFFORT = 4;
    /** MJPEG's quantiser runs from 2, best, to 31. */
    private static final int BEST_QUANTISER = 2;

    private static final int WORST_QUANTISER = 31;

    private Picture() {}

    /**
     * Encodes at {@code width x height} pixels.
     *
     * @param quality 1 to 100; only lossy codecs look at it
     */
    public static byte[] encode(Pixels pixels, int width, int height, ImageCodec codec, int quality) {
        if (codec == ImageCodec.PNG && width == pixels.width() && height == pixels.height()) {
            return Png.encode(pixels);
        }
        NativeLog.silence();
        AVFrame frame = frame(pixels, width, height, layout(codec));
        try {
            return packet(frame, codec, quality);
        } finally {
            avutil.av_frame_free(frame);
        }
    }

    private static int layout(ImageCodec codec) {
        return switch (codec) {
            case PNG -> avutil.AV_PIX_FMT_RGB24;
            case WEBP -> avutil.AV_PIX_FMT_BGRA;
            // Full chroma: coloured text on coloured ground blurs in 4:2:0.
            case JPEG -> avutil.AV_PIX_FMT_YUVJ444P;
        };
    }

    private static byte[] packet(AVFrame frame, ImageCodec codec, int quality) {
        AVCodec encoder = switch (codec) {
            case PNG -> avcodec.avcodec_find_encoder(avcodec.AV_CODEC_ID_PNG);
            case WEBP -> avcodec.avcodec_find_encoder_by_name("libwebp");
            case JPEG -> avcodec.avcodec_find_encoder(avcodec.AV_CODEC_ID_MJPEG);
        };
        if (encoder == null || encoder.isNull()) {
            throw new IllegalStateException("Cannot encode " + codec.label() + ": this FFmpeg has no encoder for it");
        }
        AVCodecContext context = avcodec.avcodec_alloc_context3(encoder);
        AVPacket packet = avcodec.av_packet_alloc();
        AVDictionary options = new AVDictionary(null);
        try {
            context.width(frame.width());
            context.height(frame.height());
            context.pix_fmt(frame.format());
            context.time_base().num(1).den(1);
            context.thread_count(1);
            context.flags(context.flags() | avcodec.AV_CODEC_FLAG_BITEXACT);
            if (codec == ImageCodec.PNG) {
                avutil.av_dict_set(options, "pred", "none", 0);
            } else if (codec == ImageCodec.WEBP) {
                avutil.av_dict_set(options, "lossless", "1", 0);
                context.compression_level(WEBP_EFFORT);
            } else {
                context.color_range(avutil.AVCOL_RANGE_JPEG);
                context.flags(context.flags() | avcodec.AV_CODEC_FLAG_QSCALE);
                int quantiser =
                        BEST_QUANTISER + (int) Math.round((100 - quality) * (WORST_QUANTISER - BEST_QUANTISER) / 99.0);
                context.global_quality(quantiser * avutil.FF_QP2LAMBDA);
                frame.quality(context.global_quality());
                avutil.av_dict_set(options, "huffman", "optimal", 0);
            }
            require(avcodec.avcodec_open2(context, encoder, options), "open an encoder");
            require(avcodec.avcodec_send_frame(context, frame), "encode a picture");
            if (avcodec.avcodec_receive_packet(context, packet) < 0) {
                // Encoders that buffer give what they hold when told that nothing follows.
                require(avcodec.avcodec_send_frame(context, null), "end a picture");
                require(avcodec.avcodec_receive_packet(context, packet), "encode a picture");
            }
            byte[] bytes = new byte[packet.size()];
            packet.data().get(bytes);
            return bytes;
        } finally {
            avutil.av_dict_free(options);
            avcodec.av_packet_free(packet);
            avcodec.avcodec_free_context(context);
        }
    }

    /**
     * The picture behind any of the codecs.
     *
     * @throws IllegalArgumentException where the bytes are no whole picture
     */
    public static Pixels decode(byte[] encoded) {
        if (encoded.length > 1 && (encoded[0] & 0xFF) == 0xFF && (encoded[1] & 0xFF) == 0xD8) {
            return Png.decode(encoded, avcodec.AV_CODEC_ID_MJPEG);
        }
        boolean riff = encoded.length > 3 && encoded[0] == 'R' && encoded[1] == 'I' && encoded[2] == 'F';
        return Png.decode(encoded, riff ? avcodec.AV_CODEC_ID_WEBP : avcodec.AV_CODEC_ID_PNG);
    }

    /** The picture in a codec's layout and size. */
    static AVFrame frame(Pixels pixels, int width, int height, int layout) {
        AVFrame source = avutil.av_frame_alloc();
        AVFrame target = avutil.av_frame_alloc();
        SwsContext scaler = swscale.sws_getContext(
                pixels.width(),
                pixels.height(),
                avutil.AV_PIX_FMT_BGR24,
                width,
                height,
                layout,
                swscale.SWS_AREA | swscale.SWS_ACCURATE_RND | swscale.SWS_BITEXACT | swscale.SWS_FULL_CHR_H_INT,
                (SwsFilter) null,
                (SwsFilter) null,
                (DoublePointer) null);
        try {
            allocate(source, pixels.width(), pixels.height(), avutil.AV_PIX_FMT_BGR24);
            allocate(target, width, height, layout);
            byte[] row = new byte[pixels.width() * 3];
            BytePointer rows = source.data(0);
            for (int y = 0; y < pixels.height(); y++) {
                pixels.copyRow(0, y, pixels.width(), row, 0);
                rows.position((long) y * source.linesize(0)).put(row, 0, row.length);
            }
            rows.position(0);
            require(swscale.sws_scale_frame(scaler, target, source), "scale a picture");
            return target;
        } finally {
            swscale.sws_freeContext(scaler);
            avutil.av_frame_free(source);
        }
    }

    private static void allocate(AVFrame frame, int width, int height, int layout) {
        frame.width(width);
        frame.height(height);
        frame.format(layout);
        require(avutil.av_frame_get_buffer(frame, 0), "allocate a picture");
    }

    private static void require(int result, String verb) {
        if (result < 0) {
            throw new IllegalStateException("Cannot " + verb + ": FFmpeg error " + result);
        }
    }
}
