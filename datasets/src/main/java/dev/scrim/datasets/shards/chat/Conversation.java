package dev.scrim.datasets.shards.chat;

import java.util.List;
import java.util.Optional;

/**
 * The canonical record: consecutive steps of one trajectory, from which each dialect's line is derived.
 *
 * @param id unique in the export
 * @param task what the person set out to do
 * @param earlier how many steps were done before, since the trajectory or its last gap began
 * @param before the last of them, said
 * @param afterGap whether a step before those is not told, because the space has no words for it
 * @param turns at least one with a deed; only the last may be without
 */
record Conversation(
        String id, Optional<String> task, long earlier, List<String> before, boolean afterGap, List<Turn> turns) {
    Conversation {
        before = List.copyOf(before);
        turns = List.copyOf(turns);
        if (turns.isEmpty() || turns.get(0).deed().isEmpty()) {
            throw new IllegalArgumentException("Cannot make a conversation in which nothing is done");
        }
    }

    /** Whether it goes on to the end of its trajectory and shows it. */
    boolean ends() {
        return turns.get(turns.size() - 1).deed().isEmpty();
    }

    /** Pictures in the order of their turns. */
    List<String> images() {
        return turns.stream().map(Turn::image).toList();
    }
}
