package dev.scrim.datasets.consent;

import dev.scrim.datasets.model.WindowEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which windows an entry is about: {@code *} for everything, {@code app:<name>} for programs, {@code url:<address>} for
 * web pages. In names and addresses {@code *} stands for any characters; case does not matter.
 */
public sealed interface ConsentScope {
    /** As written in the ledger, lower case. Entries of equal text replace each other. */
    String text();

    /** Whether the entry is about what {@code window} shows; an empty window is one that the recorder did not name. */
    Match matches(Optional<WindowEvent> window);

    /** {@code UNKNOWN} counts against use: an exemption then applies, a grant does not. */
    enum Match {
        YES,
        NO,
        UNKNOWN
    }

    /**
     * The scope that {@code text} writes.
     *
     * @throws IllegalArgumentException when it is none; the message says what a scope looks like
     */
    static ConsentScope parse(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        if (folded.equals("*")) {
            return new Everything();
        }
        if (folded.matches("app:\\S.*") && folded.strip().equals(folded)) {
            return new App(folded.substring("app:".length()));
        }
        if (folded.matches("url:\\S+")) {
            return new Url(folded.substring("url:".length()));
        }
        throw new IllegalArgumentException("a scope is *, app:<name> or url:<address>");
    }

    /** {@code *} */
    record Everything() implements ConsentScope {
        @Override
        public String text() {
            return "*";
        }

        @Override
        public Match matches(Optional<WindowEvent> window) {
            return Match.YES;
        }
    }

    /** {@code app:<pattern>}: the whole name of a program. */
    record App(String pattern) implements ConsentScope {
        @Override
        public String text() {
            return "app:" + pattern;
        }

        @Override
        public Match matches(Optional<WindowEvent> window) {
            if (window.isEmpty() || window.get().app().isBlank()) {
                return Match.UNKNOWN;
            }
            String app = window.get().app().toLowerCase(Locale.ROOT);
            return glob(pattern).matcher(app).matches() ? Match.YES : Match.NO;
        }
    }

    /**
     * {@code url:<pattern>}. A pattern without {@code /} is about hosts, and {@code *.bank.test} is also about
     * {@code bank.test} itself; one with {@code /} is about host and path together, scheme and query left out.
     *
     * <p>Recorders often do not know a browser's address. A browser window without one is {@code UNKNOWN}; a window of
     * any other program shows no web page.
     */
    record Url(String pattern) implements ConsentScope {
        /** Parts of the names under which web browsers run on Linux, macOS and Windows. */
        private static final List<String> BROWSERS = List.of(
                "browser",
                "chrom",
                "firefox",
                "safari",
                "edge",
                "brave",
                "opera",
                "vivaldi",
                "webkit",
                "epiphany",
                "iexplore",
                "konqueror",
                "falkon",
                "midori",
                "librewolf",
                "waterfox",
                "mozilla",
                "navigator",
                "seamonkey",
                "palemoon",
                "duckduckgo",
                "web");

        @Override
        public String text() {
            return "url:" + pattern;
        }

        @Override
        public Match matches(Optional<WindowEvent> window) {
            if (window.isEmpty()) {
                return Match.UNKNOWN;
            }
            Optional<String> url = window.get().url().filter(address -> !address.isBlank());
            if (url.isPresent()) {
                return matchesAddress(url.get()) ? Match.YES : Match.NO;
            }
            String app = window.get().app().toLowerCase(Locale.ROOT);
            boolean mayShowPages =
                    app.isBlank() || app.equals("arc") || BROWSERS.stream().anyMatch(app::contains);
            return mayShowPages ? Match.UNKNOWN : Match.NO;
        }

        private boolean matchesAddress(String url) {
            String address = url.toLowerCase(Locale.ROOT)
                    .replaceFirst("^[a-z][a-z0-9+.-]*://", "")
                    .replaceFirst("[?#].*$", "");
            String hostAndPort = address.replaceFirst("/.*$", "").replaceFirst("^.*@", "");
            String host = hostAndPort.replaceFirst(":\\d+$", "").replaceFirst("\\.$", "");
            String wanted = pattern.replaceFirst("^[a-z][a-z0-9+.-]*://", "");
            if (wanted.contains("/")) {
                String path = address.contains("/") ? address.substring(address.indexOf('/')) : "/";
                return glob(wanted).matcher(host + path).matches();
            }
            boolean apex = wanted.startsWith("*.")
                    && glob(wanted.substring(2)).matcher(host).matches();
            return apex
                    || glob(wanted).matcher(host).matches()
                    || glob(wanted).matcher(hostAndPort).matches();
        }
    }

    private static Pattern glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (String literal : pattern.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(literal.isEmpty() ? "" : Pattern.quote(literal));
        }
        return Pattern.compile(pattern.startsWith("*") ? ".*" + regex : regex.toString(), Pattern.DOTALL);
    }
}
