package dev.scrim.datasets.media;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** The packets of a container's one picture track. Frees all that is native in {@link #close()}. Not thread-safe. */
final class Demuxer implements AutoCloseable {
    /**
     * Containers of recordings, and no playlists or concatenation scripts: those name further files, and a recording must
     * not make the builder open anything beside itself.
     */
    private static final String CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,flv,ogg,ivf";

    private static final AVRational MICROSECONDS = new AVRational().num(1).den(1_000_000);

    private final ChannelIo io;
    private final AVFormatContext format;
    private final AVPacket packet;
    private AVStream stream;
    private boolean closed;
    private boolean damaged;

    private Demuxer(ChannelIo io, AVFormatContext format) {
        this.io = io;
        this.format = format;
        this.packet = avcodec.av_packet_alloc();
        this.stream = new AVStream((Pointer) null);
    }

    /** Opens the container from the channel's start; the channel stays the caller's to close. */
    static VideoResult<Demuxer> open(SeekableByteChannel channel) throws IOException {
        NativeLog.silence();
        PictureLimits.apply();
        if (channel.size() == 0) {
            return new VideoResult.Unreadable<>("the file is empty");
        }
        channel.position(0);
        ChannelIo io = new ChannelIo(channel);
        AVFormatContext format = avformat.avformat_alloc_context();
        format.pb(io.context());
        format.max_streams(PictureLimits.MAX_TRACKS);
        format.flags(format.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
        AVDictionary options = new AVDictionary(null);
        avutil.av_dict_set(options, "format_whitelist", CONTAINERS, 0);
        avutil.av_dict_set(options, "protocol_whitelist", "none", 0);
        // On failure FFmpeg frees the context itself.
        int opened = avformat.avformat_open_input(format, (String) null, null, options);
        avutil.av_dict_free(options);
        if (opened < 0) {
            try {
                io.throwFailure();
            } finally {
                io.close();
            }
            return new VideoResult.Unreadable<>("no container of a known kind opens");
        }
        Demuxer demuxer = new Demuxer(io, format);
        boolean usable = false;
        try {
            usable = demuxer.findPictures();
            io.throwFailure();
        } finally {
            if (!usable) {
                demuxer.close();
            }
        }
        return usable
                ? new VideoResult.Opened<>(demuxer)
                : new VideoResult.Unreadable<>("it has no picture track of a stated size that a screen can have");
    }

    private boolean findPictures() {
        if (avformat.avformat_find_stream_info(format, (PointerPointer<?>) null) < 0) {
            return false;
        }
        int best = avformat.av_find_best_stream(format, avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0);
        if (best < 0) {
            return false;
        }
        stream = format.streams(best);
        for (int i = 0; i < format.nb_streams(); i++) {
            if (i != best) {
                format.streams(i).discard(avcodec.AVDISCARD_ALL);
            }
        }
        return parameters().width() > 0
                && parameters().height() > 0
                && (long) parameters().width() * parameters().height() <= PictureLimits.MAX_PIXELS;
    }

    AVCodecParameters parameters() {
        return stream.codecpar();
    }

    AVRational timeBase() {
        return stream.time_base();
    }

    /**
     * The next packet of the picture track, which stays valid until the next call; false at the end, or where the container
     * is damaged (see {@link #damaged()}).
     */
    boolean next() throws IOException {
        while (true) {
            avcodec.av_packet_unref(packet);
            int got = avformat.av_read_frame(format, packet);
            io.throwFailure();
            if (got < 0) {
                damaged |= got != avutil.AVERROR_EOF();
                return false;
            }
            if (packet.stream_index() == stream.index()) {
                return true;
            }
        }
    }

    AVPacket packet() {
        return packet;
    }

    /** Whether the container stopped for another reason than its end. */
    boolean damaged() {
        return damaged;
    }

    /** Presentation time of the packet; a container without them gives decoding times, the same where nothing is reordered. */
    boolean hasTime() {
        return packet.pts() != avutil.AV_NOPTS_VALUE || packet.dts() != avutil.AV_NOPTS_VALUE;
    }

    long packetUs() {
        return toUs(packet.pts() != avutil.AV_NOPTS_VALUE ? packet.pts() : packet.dts());
    }

    long toUs(long ticks) {
        return avutil.av_rescale_q(ticks, stream.time_base(), MICROSECONDS);
    }

    /** Frames that the container's own header promises; 0 where it promises nothing. */
    long promisedFrames() {
        return stream.nb_frames();
    }

    /**
     * When the pictures end by the container's own header, microseconds; 0 where it does not say. A container's duration
     * counts only where no other track can be the longer one.
     */
    long promisedEndUs() {
        if (stream.duration() > 0) {
            return toUs(stream.duration()) + Math.max(0, startUs());
        }
        return format.nb_streams() == 1 && format.duration() > 0 ? format.duration() : 0;
    }

    private long startUs() {
        return stream.start_time() == avutil.AV_NOPTS_VALUE ? 0 : toUs(stream.start_time());
    }

    /** Goes to the last key frame at or before the time; false where the container cannot. */
    boolean seek(long us) throws IOException {
        long ticks = avutil.av_rescale_q(us, MICROSECONDS, stream.time_base());
        int done = avformat.av_seek_frame(format, stream.index(), ticks, avformat.AVSEEK_FLAG_BACKWARD);
        io.throwFailure();
        return done >= 0;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            avcodec.av_packet_free(packet);
            avformat.avformat_close_input(format);
            io.close();
        }
    }
}
