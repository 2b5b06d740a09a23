package dev.scrim.redaction.layout;

import dev.scrim.datasets.model.Box;
import java.util.ArrayList;
import java.util.List;

/**
 * Words that stand together in one row without a wide gap: a cell, a label, a line of a paragraph. Offsets of spans
 * are into {@link #text()}.
 *
 * @param index place in its frame's reading order
 * @param words empty when nothing was read
 * @param box holds all ink, also what was not read between the words
 * @param confidence mean of its words, 0 when nothing was read
 * @param window id of the window that shows it, -1 when none is known to
 * @param chrome whether it lies in the window's title bar, tabs or address bar
 */
public record Piece(
        int index, List<PieceWord> words, String text, Box box, float confidence, int window, boolean chrome) {
    /**
     * One word of a piece.
     *
     * @param line index of its line in the frame's view
     * @param start offset in the piece's text
     * @param box screen pixels; as high as its line, so that accents and descenders are inside
     */
    public record PieceWord(int line, int start, String text, Box box) {
        /** The same word with {@code more} added to its box. */
        PieceWord widened(Box more) {
            return new PieceWord(line, start, text, box.union(more));
        }

        /** Offset behind its last character. */
        public int end() {
            return start + text.length();
        }
    }

    public Piece {
        words = List.copyOf(words);
    }

    /** Boxes of all words that hold a character of {@code [start, end)}, neighbours in one row united. */
    public List<Box> boxesOf(int start, int end) {
        List<Box> boxes = new ArrayList<>();
        if (words.isEmpty() || (start <= 0 && end >= text.length())) {
            boxes.add(box);
            return boxes;
        }
        Box run = null;
        for (PieceWord word : words) {
            if (word.start() < end && start < word.end()) {
                run = run == null ? word.box() : run.union(word.box());
            }
        }
        if (run != null) {
            boxes.add(run);
        }
        return boxes;
    }

    /** Index of the line the piece's first word is in, -1 when nothing was read. */
    public int firstLine() {
        return words.isEmpty() ? -1 : words.get(0).line();
    }

    /** Whether there is room for at least two letters: icons and corners of frames have none. */
    public boolean couldHoldText() {
        return 2 * box.w() >= 3 * box.h();
    }

    /** Number of words. */
    public int wordCount() {
        return words.size();
    }
}
