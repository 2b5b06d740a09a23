package dev.scrim.datasets.model;

import java.util.List;

/**
 * One distinct line of text as OCR read it once. Where and when it was seen is in its {@link LineSighting}s.
 *
 * @param id content key of the line's pixels within the recording; equal ids mean equal pictures
 * @param text the words joined by single spaces; empty when there is something text-like that could not be read
 * @param words with boxes relative to the line's box
 * @param confidence mean word confidence, 0 to 1; 0 when nothing was read
 * @param widthPx width of the line's picture
 * @param heightPx height of the line's picture
 */
public record TextLine(String id, String text, List<Word> words, float confidence, int widthPx, int heightPx) {
    public TextLine {
        words = List.copyOf(words);
    }
}
