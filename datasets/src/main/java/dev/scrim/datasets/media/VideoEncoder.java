package dev.scrim.datasets.media;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * Pictures to an H.264 video of a constant rate in an MP4 file, frame after frame: what is in memory is one canvas and
 * one group of pictures. Frame {@code n} stands at exactly {@code n / fps} seconds; nothing is reordered; one thread and a
 * constant quantiser, so equal pictures give equal bytes with the same build of FFmpeg. Not thread-safe.
 */
public final class VideoEncoder implements AutoCloseable {
    /** The encoder of FFmpeg builds without GPL parts; any other would say other options. */
    private static final String ENCODER = "libopenh264";

    /** Most frames from one key frame to the next: a reader that jumps decodes at most so many. */
    public static final int GROUP_FRAMES = 12;

    /** Beyond this the encoder has no level (H.264 table A-1, level 5.2). */
    public static final int MAX_SIDE_PX = 3840;

    /** Quality 100 is quantiser 16, where text of screens cannot be told from the original; 1 is 46. */
    private static final int BEST_QUANTISER = 16;

    private static final double QUANTISERS_A_POINT = 0.3;

    private final AVCodecContext context;
    private final AVFrame canvas;
    private final AVPacket packet;
    private final Mp4Writer file;
    private final int widthPx;
    private final int heightPx;
    private List<byte[]> parameters = List.of();
    private long frames;
    private boolean closed;

    /**
     * Starts a video; the canvas is black.
     *
     * @param out stays the caller's to close
     * @param widthPx even, at most {@link #MAX_SIDE_PX}; so is the height
     * @param fps frames a second
     * @param quality 1 to 100
     */
    public VideoEncoder(OutputStream out, int widthPx, int heightPx, int fps, int quality) {
        if (widthPx < 16
                || heightPx < 16
                || widthPx > MAX_SIDE_PX
                || heightPx > MAX_SIDE_PX
                || widthPx % 2 != 0
                || heightPx % 2 != 0
                || fps < 1
                || quality < 1
                || quality > 100) {
            throw new IllegalArgumentException("Cannot make a video of " + widthPx + "x" + heightPx + " at " + fps
                    + " frames a second and quality " + quality + " (even sides of 16 to " + MAX_SIDE_PX + ")");
        }
        NativeLog.silence();
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.file = new Mp4Writer(out, widthPx, heightPx, fps);
        AVCodec encoder = avcodec.avcodec_find_encoder_by_name(ENCODER);
        if (encoder == null || encoder.isNull()) {
            throw new IllegalStateException("Cannot make a video: this FFmpeg has no " + ENCODER);
        }
        this.context = avcodec.avcodec_alloc_context3(encoder);
        this.canvas = avutil.av_frame_alloc();
        this.packet = avcodec.av_packet_alloc();
        boolean ready = false;
        try {
            open(encoder, fps, (int) Math.round(BEST_QUANTISER + (100 - quality) * QUANTISERS_A_POINT));
            canvas.width(widthPx);
            canvas.height(heightPx);
            canvas.format(avutil.AV_PIX_FMT_YUV420P);
            require(avutil.av_frame_get_buffer(canvas, 0), "allocate a frame");
            blank();
            ready = true;
        } finally {
            if (!ready) {
                close();
            }
        }
    }

    private void open(AVCodec encoder, int fps, int quantiser) {
        context.width(widthPx);
        context.height(heightPx);
        context.pix_fmt(avutil.AV_PIX_FMT_YUV420P);
        context.time_base().num(1).den(fps);
        context.framerate().num(fps).den(1);
        context.gop_size(GROUP_FRAMES);
        context.max_b_frames(0);
        context.thread_count(1);
        context.slices(1);
        context.qmin(quantiser);
        context.qmax(quantiser);
        context.bit_rate(0);
        context.color_range(avutil.AVCOL_RANGE_MPEG);
        context.colorspace(avutil.AVCOL_SPC_SMPTE170M);
        context.color_primaries(avutil.AVCOL_PRI_SMPTE170M);
        context.color_trc(avutil.AVCOL_TRC_SMPTE170M);
        context.flags(context.flags() | avcodec.AV_CODEC_FLAG_BITEXACT);
        AVDictionary options = new AVDictionary(null);
        try {
            avutil.av_dict_set(options, "rc_mode", "quality", 0);
            avutil.av_dict_set(options, "allow_skip_frames", "0", 0);
            avutil.av_dict_set(options, "coder", "cabac", 0);
            require(avcodec.avcodec_open2(context, encoder, options), "open a video encoder");
            if (avutil.av_dict_count(options) > 0 || context.codec_id() != avcodec.AV_CODEC_ID_H264) {
                throw new IllegalStateException("Cannot make a video: " + ENCODER + " did not take its options");
            }
        } finally {
            avutil.av_dict_free(options);
        }
    }

    /** Frames so far. */
    public long frames() {
        return frames;
    }

    /** Makes the canvas black. */
    public void blank() {
        require(avutil.av_frame_make_writable(canvas), "draw a frame");
        fill(0, 16);
        fill(1, 128);
        fill(2, 128);
    }

    /**
     * From the next frame on, {@code picture} is what is seen, scaled to {@code place}; around it is black.
     *
     * @param place within the canvas, at even coordinates and of even size
     */
    public void show(Pixels picture, Box place) {
        if (place.x() < 0
                || place.y() < 0
                || place.right() > widthPx
                || place.bottom() > heightPx
                || (place.x() | place.y() | place.w() | place.h()) % 2 != 0) {
            throw new IllegalArgumentException("Cannot show a picture at " + place + " (stay on even pixels inside)");
        }
        blank();
        AVFrame scaled = Picture.frame(picture, place.w(), place.h(), avutil.AV_PIX_FMT_YUV420P);
        try {
            for (int plane = 0; plane < 3; plane++) {
                int shift = plane == 0 ? 0 : 1;
                int rowBytes = place.w() >> shift;
                byte[] row = new byte[rowBytes];
                BytePointer from = scaled.data(plane);
                BytePointer to = canvas.data(plane);
                for (int y = 0; y < place.h() >> shift; y++) {
                    from.position((long) y * scaled.linesize(plane)).get(row, 0, rowBytes);
                    to.position((long) (y + (place.y() >> shift)) * canvas.linesize(plane) + (place.x() >> shift))
                            .put(row, 0, rowBytes);
                }
                from.position(0);
                to.position(0);
            }
        } finally {
            avutil.av_frame_free(scaled);
        }
    }

    /** Adds a frame of what is seen. */
    public void frame() throws IOException {
        canvas.pts(frames);
        // Asked for one by one, since the encoder counts anew from each that a change of scene makes.
        canvas.pict_type(frames % GROUP_FRAMES == 0 ? avutil.AV_PICTURE_TYPE_I : avutil.AV_PICTURE_TYPE_NONE);
        require(avcodec.avcodec_send_frame(context, canvas), "encode a frame");
        frames++;
        drain();
    }

    /** Encodes what is left and ends the file; at least one frame must have been added. */
    public void finish() throws IOException {
        require(avcodec.avcodec_send_frame(context, null), "end a video");
        drain();
        file.finish(H264Units.configuration(parameters));
    }

    private void drain() throws IOException {
        while (true) {
            int got = avcodec.avcodec_receive_packet(context, packet);
            if (got == avutil.AVERROR_EAGAIN() || got == avutil.AVERROR_EOF()) {
                return;
            }
            require(got, "encode a frame");
            byte[] bytes = new byte[packet.size()];
            packet.data().get(bytes);
            boolean key = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
            avcodec.av_packet_unref(packet);
            keepParameters(H264Units.parameters(bytes));
            file.add(H264Units.sample(bytes), key);
        }
    }

    /** They stand once in the file, so they may not change within it. */
    private void keepParameters(List<byte[]> found) {
        if (parameters.isEmpty()) {
            parameters = found;
        } else if (!found.isEmpty()) {
            boolean same = found.size() == parameters.size();
            for (int i = 0; same && i < found.size(); i++) {
                same = Arrays.equals(found.get(i), parameters.get(i));
            }
            if (!same) {
                throw new IllegalStateException("Cannot make a video: its encoder changed parameters midway");
            }
        }
    }

    private void fill(int plane, int value) {
        int rows = plane == 0 ? heightPx : heightPx / 2;
        byte[] row = new byte[canvas.linesize(plane)];
        Arrays.fill(row, (byte) value);
        BytePointer to = canvas.data(plane);
        for (int y = 0; y < rows; y++) {
            to.position((long) y * row.length).put(row, 0, row.length);
        }
        to.position(0);
    }

    private static void require(int result, String verb) {
        if (result < 0) {
            throw new IllegalStateException("Cannot " + verb + ": FFmpeg error " + result);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            avcodec.av_packet_free(packet);
            avutil.av_frame_free(canvas);
            avcodec.avcodec_free_context(context);
        }
    }
}
