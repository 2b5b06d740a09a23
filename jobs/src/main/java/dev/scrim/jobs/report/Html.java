package dev.scrim.jobs.report;

/** Text that is part of a page. */
public final class Html {
    private final StringBuilder out = new StringBuilder();

    /** Markup as it is; never with anybody's text in it. */
    public Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Text, escaped for content and for quoted attributes. */
    public Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /** {@code <tag class="...">text</tag>}. */
    public Html element(String tag, String cssClass, String text) {
        out.append('<').append(tag);
        if (!cssClass.isEmpty()) {
            out.append(" class=\"").append(escape(cssClass)).append('"');
        }
        out.append('>').append(escape(text)).append("</").append(tag).append('>');
        return this;
    }

    /** Escapes what HTML and XML give a meaning to; controls and what is no character, which XML cannot say, become U+FFFD. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\t' -> escaped.appendCodePoint(point);
                default ->
                    escaped.appendCodePoint(
                            Character.isISOControl(point)
                                            || Character.getType(point) == Character.SURROGATE
                                            || (point & 0xFFFE) == 0xFFFE
                                    ? 0xFFFD
                                    : point);
            }
        });
        return escaped.toString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
