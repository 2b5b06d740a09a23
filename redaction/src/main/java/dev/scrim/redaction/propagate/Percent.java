package dev.scrim.redaction.propagate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** An address with its escapes ({@code %20}, {@code +}) resolved, which knows where each character came from. */
final class Percent {
    private final String text;
    private final int[] start;
    private final int[] end;

    private Percent(String text, int[] start, int[] end) {
        this.text = text;
        this.start = start;
        this.end = end;
    }

    static Percent decode(String url) {
        StringBuilder out = new StringBuilder();
        int[] start = new int[url.length() + 1];
        int[] end = new int[url.length() + 1];
        int i = 0;
        while (i < url.length()) {
            int from = i;
            String decoded;
            if (url.charAt(i) == '%' && isHex(url, i + 1)) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                while (i < url.length() && url.charAt(i) == '%' && isHex(url, i + 1)) {
                    bytes.write(Integer.parseInt(url.substring(i + 1, i + 3), 16));
                    i += 3;
                }
                decoded = bytes.toString(StandardCharsets.UTF_8);
            } else {
                decoded = url.charAt(i) == '+' ? " " : url.substring(i, i + 1);
                i++;
            }
            for (int k = 0; k < decoded.length(); k++) {
                start[out.length()] = from;
                end[out.length()] = i;
                out.append(decoded.charAt(k));
            }
        }
        return new Percent(out.toString(), start, end);
    }

    String text() {
        return text;
    }

    /** Original range of the decoded, not empty range. */
    int[] origin(int from, int to) {
        return new int[] {start[from], end[to - 1]};
    }

    private static boolean isHex(String s, int at) {
        return at + 1 < s.length()
                && Character.digit(s.charAt(at), 16) >= 0
                && Character.digit(s.charAt(at + 1), 16) >= 0;
    }
}
