package dev.scrim.redaction;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.FrameScene.WindowScene;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.MailShape;
import dev.scrim.redaction.layout.PaneKind;
import dev.scrim.redaction.layout.Panes;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.layout.WordLists;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mail windows: people, subjects and bodies are private; what programs send, folders and buttons are not. */
final class MailRules {
    /** A date or time that ends or fills a list row. */
    private static final Pattern DATED =
            Pattern.compile("(?i).*(\\b\\d{1,2}[:.]\\d{2}\\b|\\b\\d{1,4}[/.-]\\d{1,2}[/.-]\\d{1,4}\\b"
                    + "|\\b\\d{1,2} (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \\d{1,2}\\b"
                    + "|yesterday).*");

    private static final Pattern MOSTLY_DATE = Pattern.compile(
            "(?i)[\\W\\d]*((mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|am|pm|yesterday|today)[a-z]*[\\W\\d]*){0,4}");
    private static final Pattern CLOSING = Pattern.compile(
            "(?i)\\W*(best|kind|warm|many)?\\s*(regards|wishes|thanks|thank you|sincerely|cheers)\\b.*");
    /** A sender with an address, as readers show it over the message. */
    private static final Pattern SENDER = Pattern.compile("\\S.{0,50}\\s?<[^<>\\s]+@[^<>\\s]+>.{0,20}");

    private static final Pattern SIZE = Pattern.compile("(?i)\\d+([.,]\\d+)?\\s?(b|kb|mb|k|bytes)");

    private static final int MAX_ENTRY_ROWS = 5;

    private final PieceRules names;
    private final RedactionSettings settings;
    private final WordLists lists = WordLists.standard();

    MailRules(PieceRules names, RedactionSettings settings) {
        this.names = names;
        this.settings = settings;
    }

    void find(FrameScene frame, WindowScene scene, Finds out) {
        FrameLayout layout = frame.layout();
        List<Piece> content = scene.content();
        Set<Integer> handled = new HashSet<>();
        boolean automated = headers(layout, scene, handled, out);
        List<Piece> heads = new ArrayList<>(scene.mail().headers());
        if (heads.isEmpty()) {
            content.stream()
                    .filter(p -> SENDER.matcher(p.text()).matches())
                    .findFirst()
                    .ifPresent(p -> {
                        heads.add(p);
                        handled.add(p.index());
                        out.whole(layout, p, Category.CONTACT, "PERSON", 0.9, "mail.sender");
                    });
        }
        if (!automated && heads.isEmpty()) {
            titles(layout, scene, out);
        }
        int bodyTop = heads.stream().mapToInt(p -> p.box().bottom()).max().orElse(-1);
        int bodyLeft = heads.stream().mapToInt(p -> p.box().x()).min().orElse(0);
        List<List<Piece>> panes = Panes.split(content);
        Set<Integer> sidebar = new HashSet<>();
        if (panes.size() > 1) {
            for (List<Piece> pane : panes) {
                if (Panes.isSidebar(pane, scene.window())) {
                    pane.forEach(p -> sidebar.add(p.index()));
                }
            }
        }
        for (Piece piece : content) {
            if (handled.contains(piece.index()) || sidebar.contains(piece.index())) {
                continue;
            }
            boolean body = bodyTop >= 0
                    && piece.box().y() >= bodyTop - 2
                    && piece.box().x() >= bodyLeft - 2 * piece.box().h();
            if (body) {
                if (!automated) {
                    body(layout, piece, out);
                }
            } else {
                listed(layout, content, piece, out);
            }
        }
    }

    /** A thread's subject is the window's title, in front of the program's name. */
    private void titles(FrameLayout layout, WindowScene scene, Finds out) {
        String title = scene.window().title();
        for (Piece p : layout.pieces()) {
            String text = p.text().strip();
            boolean subject = p.window() == scene.window().id()
                    && p.wordCount() >= 2
                    && title.startsWith(text)
                    && title.length() > text.length() + 2
                    && !Character.isLetterOrDigit(title.charAt(text.length() + 1))
                    && !lists.isInterface(text)
                    && !MailShape.isAutomated(text);
            if (subject) {
                out.whole(layout, p, Category.CHAT, "SUBJECT", 0.8, "mail.title");
            }
        }
    }

    private boolean headers(FrameLayout layout, WindowScene scene, Set<Integer> handled, Finds out) {
        boolean automated = false;
        boolean human = false;
        for (Piece piece : scene.mail().headers()) {
            Matcher m = MailShape.header(piece.text()).orElseThrow();
            if (m.group(1).equalsIgnoreCase("from")) {
                boolean bot = MailShape.isAutomated(valueOf(layout, piece, m));
                automated |= bot;
                human |= !bot;
            }
        }
        automated &= !human;
        for (Piece piece : scene.mail().headers()) {
            handled.add(piece.index());
            Matcher m = MailShape.header(piece.text()).orElseThrow();
            String name = m.group(1).toLowerCase(Locale.ROOT);
            boolean subject =
                    name.equals("subject") || name.equals("betreff") || name.equals("asunto") || name.equals("objet");
            if (name.equals("date") || name.equals("sent") || (automated && (subject || name.equals("from")))) {
                continue;
            }
            String entity = subject ? "SUBJECT" : "PERSON";
            Category category = subject ? Category.CHAT : Category.CONTACT;
            int start = m.start(2) < 0 ? piece.text().length() : m.start(2);
            while (start < piece.text().length() && piece.text().charAt(start) == ' ') {
                start++;
            }
            if (start < piece.text().length()) {
                out.span(layout, piece, start, piece.text().length(), category, entity, 0.9, "mail.header");
                nameInAddress(layout, piece, start, out);
            } else {
                for (Piece right : layout.pieces()) {
                    if (right.window() == piece.window()
                            && right.box().x() >= piece.box().right()
                            && FrameLayout.sameRow(right.box(), piece.box())
                            && !lists.isInterface(right.text())) {
                        handled.add(right.index());
                        out.whole(layout, right, category, entity, 0.9, "mail.header");
                    }
                }
            }
        }
        return automated;
    }

    /** {@code Name <address>}: the name alone is sought elsewhere too. */
    private static void nameInAddress(FrameLayout layout, Piece piece, int start, Finds out) {
        int open = piece.text().indexOf('<', start);
        if (open > start + 2) {
            String name = piece.text().substring(start, open).strip();
            if (!name.isEmpty() && !MailShape.isAutomated(name)) {
                out.span(layout, piece, start, start + name.length(), Category.CONTACT, "PERSON", 0.9, "mail.name");
            }
        }
    }

    private static String valueOf(FrameLayout layout, Piece piece, Matcher m) {
        if (m.group(2) != null && !m.group(2).isBlank()) {
            return m.group(2);
        }
        StringBuilder row = new StringBuilder();
        for (Piece right : layout.pieces()) {
            if (right.window() == piece.window()
                    && right.box().x() >= piece.box().right()
                    && FrameLayout.sameRow(right.box(), piece.box())) {
                row.append(right.text()).append(' ');
            }
        }
        return row.toString();
    }

    private void body(FrameLayout layout, Piece piece, Finds out) {
        String text = piece.text();
        if (piece.words().isEmpty() || (piece.confidence() < settings.minConfidence() && text.length() < 40)) {
            if (piece.couldHoldText()) {
                out.whole(layout, piece, Category.UNREADABLE, "UNREADABLE", 0.5, "mail.unreadable");
            }
            return;
        }
        boolean closing =
                CLOSING.matcher(text).matches() && names.names(text, true).isEmpty();
        if (!closing
                && !lists.isInterface(text)
                && WordLists.tokens(text).stream().anyMatch(t -> t.length() > 1)) {
            out.whole(layout, piece, Category.CHAT, "MESSAGE", 0.9, "mail.body");
        }
    }

    /** The first row of the entry the piece is in: lists show sender, subject and a first line below each other. */
    private static String entryHead(FrameLayout layout, Piece piece) {
        return layout.blocks().stream()
                .filter(b -> b.pieces().contains(piece) && b.pieces().size() <= MAX_ENTRY_ROWS)
                .findFirst()
                .map(b -> b.pieces().get(0).text())
                .orElse("");
    }

    /** A row of a message list, or other text of the window: private unless a program sent it or it is furniture. */
    private void listed(FrameLayout layout, List<Piece> content, Piece piece, Finds out) {
        String text = piece.text();
        if (piece.words().isEmpty()
                || lists.isInterface(text)
                || lists.isPrompt(text)
                || MOSTLY_DATE.matcher(text).matches()
                || SIZE.matcher(text).matches()) {
            return;
        }
        StringBuilder rowText = new StringBuilder(entryHead(layout, piece)).append(' ');
        boolean dated = DATED.matcher(text).matches() && piece.wordCount() >= 3;
        for (Piece p : content) {
            if (FrameLayout.sameRow(p.box(), piece.box())) {
                rowText.append(p.text()).append(' ');
                dated |= p.index() != piece.index() && DATED.matcher(p.text()).matches();
            }
        }
        if (MailShape.isAutomated(rowText.toString())) {
            return;
        }
        boolean person = !names.names(text, true).isEmpty();
        if (dated) {
            String entity = person && piece.wordCount() <= 4 ? "PERSON" : "SUBJECT";
            out.whole(layout, piece, PaneKind.MAIL.category(), entity, 0.8, "mail.list");
        } else if (WordLists.tokens(text).size() >= 4 && lists.interfaceShare(text) < 0.7) {
            out.whole(layout, piece, PaneKind.MAIL.category(), "MESSAGE", 0.6, "mail.text");
        }
    }
}
