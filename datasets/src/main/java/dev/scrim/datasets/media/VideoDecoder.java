package dev.scrim.datasets.media;

import dev.scrim.datasets.model.Pixels;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Decodes a video in order, in bounded memory; colour is converted only for frames that are asked for. Stops for good at
 * the first damage instead of guessing pictures (see {@link #truncated()}). Not thread-safe.
 */
public final class VideoDecoder implements AutoCloseable {
    private final Demuxer demuxer;
    private final VideoIndex index;
    private final AVCodecContext codec;
    private final AVFrame frame;
    private final BgrConverter converter = new BgrConverter();
    private int current = -1;
    private boolean draining;
    private boolean ended;
    private boolean damaged;
    private boolean closed;

    private VideoDecoder(Demuxer demuxer, VideoIndex index, AVCodecContext codec) {
        this.demuxer = demuxer;
        this.index = index;
        this.codec = codec;
        this.frame = avutil.av_frame_alloc();
    }

    /** Scans the packets for the index first, then decodes with one thread. */
    public static VideoResult<VideoDecoder> open(SeekableByteChannel channel) throws IOException {
        VideoResult<VideoIndex> scanned = VideoIndex.scan(channel);
        return scanned instanceof VideoResult.Opened<VideoIndex> readable
                ? open(channel, readable.value(), 1)
                : new VideoResult.Unreadable<>(((VideoResult.Unreadable<VideoIndex>) scanned).detail());
    }

    /**
     * Decodes from the channel's start.
     *
     * @param channel stays the caller's to close, after the decoder
     * @param index of the same bytes
     * @param threads of the codec; one where many videos are decoded at a time
     * @throws IOException where the channel itself fails
     */
    public static VideoResult<VideoDecoder> open(SeekableByteChannel channel, VideoIndex index, int threads)
            throws IOException {
        if (threads < 1) {
            throw new IllegalArgumentException("Cannot decode with fewer than one thread: " + threads);
        }
        VideoResult<Demuxer> opened = Demuxer.open(channel);
        if (opened instanceof VideoResult.Unreadable<Demuxer> unreadable) {
            return new VideoResult.Unreadable<>(unreadable.detail());
        }
        Demuxer demuxer = ((VideoResult.Opened<Demuxer>) opened).value();
        AVCodec decoder = avcodec.avcodec_find_decoder(demuxer.parameters().codec_id());
        if (decoder == null || decoder.isNull()) {
            demuxer.close();
            return new VideoResult.Unreadable<>("no decoder for " + index.codec());
        }
        AVCodecContext codec = avcodec.avcodec_alloc_context3(decoder);
        avcodec.avcodec_parameters_to_context(codec, demuxer.parameters());
        codec.pkt_timebase(demuxer.timeBase());
        codec.thread_count(threads);
        codec.max_pixels(PictureLimits.MAX_PIXELS);
        codec.err_recognition(avcodec.AV_EF_EXPLODE);
        codec.error_concealment(0);
        if (avcodec.avcodec_open2(codec, decoder, (AVDictionary) null) < 0) {
            avcodec.avcodec_free_context(codec);
            demuxer.close();
            return new VideoResult.Unreadable<>("the decoder refuses its header");
        }
        return new VideoResult.Opened<>(new VideoDecoder(demuxer, index, codec));
    }

    /** The index that the decoder's frames are numbered by. */
    public VideoIndex videoIndex() {
        return index;
    }

    /**
     * Decodes the next frame that the codec shows; false at the end or at damage. {@link #index()} rises by one, or by more
     * where a packet shows nothing.
     */
    public boolean advance() throws IOException {
        while (!ended) {
            int got = avcodec.avcodec_receive_frame(codec, frame);
            if (got >= 0) {
                if (take()) {
                    return true;
                }
            } else if (got == avutil.AVERROR_EAGAIN() && !draining) {
                feed();
            } else {
                stop(got != avutil.AVERROR_EOF());
            }
        }
        return false;
    }

    private void feed() throws IOException {
        boolean more = demuxer.next();
        draining = !more;
        int sent = avcodec.avcodec_send_packet(codec, more ? demuxer.packet() : null);
        if (sent < 0 && sent != avutil.AVERROR_EOF()) {
            stop(true);
        }
    }

    /** Whether the decoded frame is one to show; a damaged one, or one of another size, is the end. */
    private boolean take() {
        boolean corrupt = frame.decode_error_flags() != 0
                || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0
                || frame.width() != index.widthPx()
                || frame.height() != index.heightPx();
        if (corrupt) {
            stop(true);
            return false;
        }
        long ticks = frame.best_effort_timestamp();
        int place = ticks == avutil.AV_NOPTS_VALUE ? -1 : place(demuxer.toUs(ticks));
        if (place <= current) {
            // The index has no such frame, so no event points at it.
            return false;
        }
        current = place;
        return true;
    }

    /** By time, not by counting: a codec may show fewer frames than it has packets. */
    private int place(long us) {
        int next = current + 1;
        if (next < index.frames() && index.ptsUs(next) == us) {
            return next;
        }
        int found = index.at(us);
        return found >= 0 && index.ptsUs(found) == us ? found : -1;
    }

    private void stop(boolean byDamage) {
        ended = true;
        damaged |= byDamage || demuxer.damaged();
    }

    /**
     * Makes frame {@code target} the current one, from the nearest key frame where that is nearer; false where the video
     * ends or is damaged before it. May go back.
     */
    public boolean skipTo(int target) throws IOException {
        if (target < 0 || target >= index.frames()) {
            throw new IllegalArgumentException("Cannot skip to a frame that the video has not: " + target);
        }
        int key = index.keyFrameBefore(target);
        if ((ended || target < current || key > current + 1) && !damaged) {
            if (!demuxer.seek(index.ptsUs(key))) {
                stop(true);
                return false;
            }
            avcodec.avcodec_flush_buffers(codec);
            draining = false;
            ended = false;
            current = -1;
        }
        while (current < target) {
            if (!advance()) {
                return false;
            }
        }
        return current == target;
    }

    /** Zero-based place of the current frame in presentation order. */
    public int index() {
        checkCurrent();
        return current;
    }

    /** Presentation time of the current frame, microseconds. */
    public long ptsUs() {
        checkCurrent();
        return index.ptsUs(current);
    }

    /** The current frame as a picture of its own: a conversion and a copy each time. */
    public Pixels pixels() {
        checkCurrent();
        return converter.convert(frame);
    }

    /** Once {@link #advance()} said no: whether frames are missing because the video is damaged or cut off. */
    public boolean truncated() {
        return damaged || (ended && (index.truncated() || current < index.frames() - 1));
    }

    private void checkCurrent() {
        if (current < 0 || ended) {
            throw new IllegalStateException("Cannot look at a frame before advance() or after the end");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            converter.close();
            avutil.av_frame_free(frame);
            avcodec.avcodec_free_context(codec);
            demuxer.close();
        }
    }
}
