package dev.scrim.datasets.capture;

/**
 * Conservation of one stream: every line is an event or dropped with a code.
 *
 * @param lines lines that are not blank, or packets of a video
 */
public record StreamCount(long lines, long events, long dropped) {
    public StreamCount {
        if (events < 0 || dropped < 0 || lines != events + dropped) {
            throw new IllegalArgumentException("Cannot count a stream: " + lines + " lines are not " + events
                    + " events and " + dropped + " drops");
        }
    }
}
