package dev.scrim.datasets.media;

import dev.scrim.datasets.model.Pixels;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** Decoded frames of any layout to interleaved blue-green-red. Keeps one native buffer; not thread-safe. */
final class BgrConverter implements AutoCloseable {
    /** Vector code of the scaler writes whole registers. */
    private static final int ROW_ALIGN_BYTES = 64;

    private @Nullable SwsContext context;
    private @Nullable BytePointer buffer;

    Pixels convert(AVFrame frame) {
        int width = frame.width();
        int height = frame.height();
        // Bicubic is what OpenCV's reader asks for; at equal size it only picks the same fast path.
        SwsContext used = swscale.sws_getCachedContext(
                context,
                width,
                height,
                frame.format(),
                width,
                height,
                avutil.AV_PIX_FMT_BGR24,
                swscale.SWS_BICUBIC,
                (SwsFilter) null,
                (SwsFilter) null,
                (DoublePointer) null);
        if (used == null || used.isNull()) {
            context = null;
            throw new IllegalStateException("Cannot convert a frame of pixel format " + frame.format());
        }
        context = used;
        applyColour(used, frame);
        int stride = (width * 3 + ROW_ALIGN_BYTES - 1) / ROW_ALIGN_BYTES * ROW_ALIGN_BYTES;
        BytePointer rows = rows((long) stride * height + ROW_ALIGN_BYTES);
        try (PointerPointer<BytePointer> planes = new PointerPointer<>(4);
                IntPointer strides = new IntPointer(4)) {
            planes.put(0, rows)
                    .put(1, (BytePointer) null)
                    .put(2, (BytePointer) null)
                    .put(3, (BytePointer) null);
            strides.put(0, stride).put(1, 0).put(2, 0).put(3, 0);
            swscale.sws_scale(used, frame.data(), frame.linesize(), 0, height, planes, strides);
        }
        byte[] bgr = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            rows.position((long) y * stride).get(bgr, y * width * 3, width * 3);
        }
        rows.position(0);
        return Pixels.adopt(width, height, bgr);
    }

    /** Frames that state their colour matrix get that one; others the scaler's default (BT.601), as players do. */
    private static void applyColour(SwsContext context, AVFrame frame) {
        int matrix = frame.colorspace();
        if (matrix == avutil.AVCOL_SPC_UNSPECIFIED || matrix == avutil.AVCOL_SPC_RGB) {
            return;
        }
        int fullRange = frame.color_range() == avutil.AVCOL_RANGE_JPEG ? 1 : 0;
        int unit = 1 << 16;
        swscale.sws_setColorspaceDetails(
                context,
                swscale.sws_getCoefficients(matrix),
                fullRange,
                swscale.sws_getCoefficients(swscale.SWS_CS_DEFAULT),
                1,
                0,
                unit,
                unit);
    }

    private BytePointer rows(long bytes) {
        BytePointer held = buffer;
        if (held == null || held.capacity() < bytes) {
            if (held != null) {
                avutil.av_free(held);
            }
            held = new BytePointer(avutil.av_malloc(bytes)).capacity(bytes);
            buffer = held;
        }
        return held;
    }

    @Override
    public void close() {
        if (context != null) {
            swscale.sws_freeContext(context);
            context = null;
        }
        if (buffer != null) {
            avutil.av_free(buffer);
            buffer = null;
        }
    }
}
