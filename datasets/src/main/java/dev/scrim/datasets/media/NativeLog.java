package dev.scrim.datasets.media;

import org.bytedeco.ffmpeg.global.avutil;

/** FFmpeg's own messages quote titles and paths of what it reads, so none may reach a terminal or a log. */
final class NativeLog {
    private NativeLog() {}

    static void silence() {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    }
}
