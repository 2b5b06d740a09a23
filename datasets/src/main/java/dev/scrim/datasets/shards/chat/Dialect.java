package dev.scrim.datasets.shards.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.shards.ExportTable;
import java.util.List;

/** One tool's form of a conversation. Implementations are immutable. */
interface Dialect {
    /** The last observations that UI-TARS keeps in its context (its paper, section 4.5). */
    int OBSERVATIONS = 5;

    /** Turns of a line at most. */
    default int window() {
        return OBSERVATIONS;
    }

    /** Whether a turn can tell of steps that have no picture. */
    default boolean tells() {
        return true;
    }

    /** Whether its tool fills UI-TARS' boxes itself. */
    default boolean fillsPlaces() {
        return false;
    }

    /** The space where the export names none. */
    String ownSpace();

    /** Spaces that it can hold. */
    default List<String> spaces() {
        return Wording.ALL;
    }

    /** What every line has, its name first, as far as general tools can say it. */
    List<ExportTable.Column> columns();

    /** The line for a conversation. */
    ObjectNode line(Conversation conversation, Wording wording);

    /**
     * What a line holds, for checking it; written apart from {@link #line}.
     *
     * @param screens of the turns, on which places are counted
     * @throws RuntimeException of any kind when the line has another form
     */
    Seen see(JsonNode line, List<Viewport> screens);

    /**
     * What a reader of the dialect finds.
     *
     * @param images paths of its pictures
     * @param markers places in its turns that a picture goes to
     * @param calls of each turn in which something is done
     * @param ended whether it says that everything is done
     */
    record Seen(List<String> images, int markers, List<List<String>> calls, boolean ended) {}
}
