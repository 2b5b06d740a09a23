package dev.scrim.datasets.shards;

import java.util.List;

/**
 * One recording's committed part of an export, to be joined with the others.
 *
 * @param images its pictures' files, final
 * @param lines its line files, which joining uses up
 */
public record RecordingPart(String recordingId, List<ShardInfo> images, List<ShardInfo> lines) {
    public RecordingPart {
        images = List.copyOf(images);
        lines = List.copyOf(lines);
    }
}
