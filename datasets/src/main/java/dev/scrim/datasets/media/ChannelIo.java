package dev.scrim.datasets.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Lets FFmpeg read a Java channel, so that what is encrypted at rest is decoded without a plain copy on disk. FFmpeg sees
 * an opaque number; the number finds the channel again. Does not close the channel.
 */
final class ChannelIo implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    /**
     * One pair of native entry points for all channels: JavaCPP has only ten slots for each kind of callback in a
     * process, which a pair for each channel would use up on a machine with many cores.
     */
    private static final ConcurrentHashMap<Long, ChannelIo> OPEN = new ConcurrentHashMap<>();

    private static final AtomicLong NEXT_NUMBER = new AtomicLong(1);
    private static final Reader READ = new Reader();
    private static final Seeker SEEK = new Seeker();

    private final long number = NEXT_NUMBER.getAndIncrement();
    private final SeekableByteChannel channel;
    private final byte[] copy = new byte[BUFFER_BYTES];
    private final AVIOContext context;
    private @Nullable IOException failure;

    ChannelIo(SeekableByteChannel channel) {
        this.channel = channel;
        BytePointer buffer = new BytePointer(avutil.av_malloc(BUFFER_BYTES));
        OPEN.put(number, this);
        context = avformat.avio_alloc_context(buffer, BUFFER_BYTES, 0, new Handle(number), READ, null, SEEK);
    }

    AVIOContext context() {
        return context;
    }

    /** Throws what the channel threw: an unreachable disk or a forged ciphertext is not a damaged video. */
    void throwFailure() throws IOException {
        if (failure != null) {
            throw new IOException("Cannot read the video's bytes", failure);
        }
    }

    private int read(BytePointer target, int wanted) {
        try {
            int n = channel.read(ByteBuffer.wrap(copy, 0, Math.min(wanted, copy.length)));
            if (n <= 0) {
                return avutil.AVERROR_EOF();
            }
            target.put(copy, 0, n);
            return n;
        } catch (IOException failed) {
            failure = failed;
        } catch (RuntimeException failed) {
            // Nothing may unwind through native frames.
            failure = new IOException(failed);
        }
        return avutil.AVERROR_EIO();
    }

    private long seek(long offset, int whence) {
        try {
            long size = channel.size();
            long to = switch (whence & ~avformat.AVSEEK_FORCE) {
                case 0 -> offset;
                case 1 -> channel.position() + offset;
                case 2 -> size + offset;
                default -> -1;
            };
            if ((whence & avformat.AVSEEK_SIZE) != 0) {
                return size;
            }
            if (to < 0) {
                return avutil.AVERROR_EINVAL();
            }
            channel.position(to);
            return to;
        } catch (IOException failed) {
            failure = failed;
        } catch (RuntimeException failed) {
            failure = new IOException(failed);
        }
        return avutil.AVERROR_EIO();
    }

    @Override
    public void close() {
        if (OPEN.remove(number) != null) {
            // FFmpeg may have replaced the buffer it was given, so free the one it has now.
            avutil.av_free(context.buffer());
            avformat.avio_context_free(context);
        }
    }

    /** A number dressed as the opaque pointer that FFmpeg hands back; it is never dereferenced. */
    private static final class Handle extends Pointer {
        Handle(long value) {
            address = value;
        }
    }

    private static final class Reader extends Read_packet_Pointer_BytePointer_int {
        @Override
        public int call(Pointer opaque, BytePointer target, int wanted) {
            ChannelIo io = OPEN.get(opaque.address());
            return io == null ? avutil.AVERROR_EIO() : io.read(target, wanted);
        }
    }

    private static final class Seeker extends Seek_Pointer_long_int {
        @Override
        public long call(Pointer opaque, long offset, int whence) {
            ChannelIo io = OPEN.get(opaque.address());
            return io == null ? avutil.AVERROR_EIO() : io.seek(offset, whence);
        }
    }
}
