package dev.scrim.jobs.stage;

import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.vault.KeyService;

/** Names of sealed media files. They stand readable in the file system, so they say nothing of what they name. */
public final class MediaNames {
    private static final int HEX_DIGITS = 32;

    private MediaNames() {}

    /** One video file of a recording. */
    public static String video(KeyService keys, RecordingId recording, int chunk) {
        return opaque(keys, "video", recording + "/" + chunk);
    }

    /** The kept frames that were decoded from one video file. */
    public static String frames(KeyService keys, RecordingId recording, int chunk) {
        return opaque(keys, "frames", recording + "/" + chunk);
    }

    /** The redacted frames of one trajectory. */
    public static String redacted(KeyService keys, TrajectoryId trajectory) {
        return opaque(keys, "redacted", trajectory.toString());
    }

    /** What reviewers see of one trajectory. */
    public static String review(KeyService keys, TrajectoryId trajectory) {
        return opaque(keys, "review", trajectory.toString());
    }

    private static String opaque(KeyService keys, String purpose, String value) {
        return keys.hmac("media-" + purpose, value).substring(0, HEX_DIGITS);
    }
}
