package dev.scrim.redaction.text;

/** Evens out what reading text from pixels confuses. */
public final class Folding {
    private Folding() {}

    /** Letters and digits alone, case and OCR confusions folded: equal keys mean "the same text as far as OCR can tell". */
    public static Folded key(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int[] start = new int[text.length()];
        int[] end = new int[text.length()];
        for (int i = 0; i < text.length(); i++) {
            char c = Character.toLowerCase(text.charAt(i));
            if (Character.isLetterOrDigit(c)) {
                start[out.length()] = i;
                end[out.length()] = i + 1;
                out.append(c);
            }
        }
        return new Folded(out.toString(), start, end);
    }
}
