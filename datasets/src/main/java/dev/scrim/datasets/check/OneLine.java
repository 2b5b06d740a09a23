package dev.scrim.datasets.check;

/**
 * Somebody's words where they may fill one line and do no more: in a terminal, a table or a heading. What steers a terminal
 * (escape sequences of either set of controls), ends a line in any reading of it, or turns the direction of writing, so that
 * a line reads as another one, is replaced.
 */
public final class OneLine {
    private static final int REPLACEMENT = 0xFFFD;

    private OneLine() {}

    /**
     * The text with a space for each tab and line end and U+FFFD for each other character that is not to be seen. The two
     * joiners, which scripts and emoji need, stay.
     */
    public static String of(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().map(OneLine::shown).forEach(line::appendCodePoint);
        return line.toString();
    }

    private static int shown(int point) {
        boolean space = point == '\t' || point == '\n' || point == '\r' || point == 0x85;
        return switch (Character.getType(point)) {
            case Character.CONTROL -> space ? ' ' : REPLACEMENT;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.FORMAT -> point == 0x200C || point == 0x200D ? point : REPLACEMENT;
            case Character.SURROGATE, Character.UNASSIGNED -> REPLACEMENT;
            default -> point;
        };
    }
}
