package dev.scrim.redaction;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.FrameScene.WindowScene;
import dev.scrim.redaction.layout.Block;
import dev.scrim.redaction.layout.Composer;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.KindScores;
import dev.scrim.redaction.layout.PaneKind;
import dev.scrim.redaction.layout.Panes;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.layout.Speakers;
import dev.scrim.redaction.layout.WordLists;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Chat and assistant windows: messages, names and titles of past conversations are private as wholes. */
final class ConversationRules {
    private static final Pattern TIME_OR_COUNT = Pattern.compile(
            "(?i)[\\W\\d]*(\\d{1,2}[:.]\\d{2}\\s*([ap]\\.?m\\.?)?|\\d+\\s*(min|mins|h|hr|hrs|d|ago|new)?|today|yesterday|now|just now)\\W*");
    /** What assistants say below every conversation. */
    private static final Pattern DISCLAIMER = Pattern.compile(
            "(?i)can make mistakes|may be inaccurate|check important|verify (?:important|its) (?:info|responses)");

    private static final Set<String> HISTORY = Set.of(
            "recent",
            "recents",
            "history",
            "today",
            "yesterday",
            "previous 7 days",
            "previous 30 days",
            "last 7 days",
            "last week",
            "this week",
            "last month",
            "chats",
            "your chats",
            "conversations",
            "your conversations",
            "chat history",
            "older",
            "starred",
            "pinned",
            "threads");
    /** What is said in a panel starts at most so many heights left of the field below it. */
    private static final int PANEL_INDENT = 3;
    /** The two rows of an entry are closer than this many heights; entries are further apart. */
    private static final double ENTRY_GAP = 1.1;

    /** A row that was broken has so many words. */
    private static final int MIN_ROW_WORDS = 4;

    private static final Set<String> SELF = Set.of("you", "me", "myself");

    private final PieceRules names;
    private final RedactionSettings settings;
    private final WordLists lists = WordLists.standard();

    ConversationRules(PieceRules names, RedactionSettings settings) {
        this.names = names;
        this.settings = settings;
    }

    /** Findings of a window that is of the conversation kind {@code kind}. */
    void find(FrameScene frame, WindowScene scene, PaneKind kind, Finds out) {
        List<List<Piece>> panes = Panes.split(scene.content());
        for (List<Piece> pane : panes) {
            if (KindScores.isCode(pane)) {
                continue;
            }
            if (panes.size() > 1 && Panes.isSidebar(pane, scene.window())) {
                sidebar(frame, pane, kind, out);
            } else {
                for (Piece piece : pane) {
                    if (names.furniture(frame).has(piece)
                            && !scene.speakers().names().contains(piece.index())) {
                        continue;
                    }
                    message(frame.layout(), scene.speakers(), piece, kind, out);
                }
            }
        }
    }

    /** Findings of bubbles in a window that is nothing else: a conversation in a corner, a phone's screen. */
    void bubbles(FrameScene frame, WindowScene scene, Finds out) {
        if (scene.plain()) {
            return;
        }
        for (Block bubble : scene.bubbles().blocks()) {
            for (Piece piece : bubble.pieces()) {
                message(frame.layout(), scene.speakers(), piece, PaneKind.CHAT, out);
            }
        }
    }

    /** Findings of a conversation in one pane of a window that is for something else: what stands above its composer. */
    void panel(FrameScene frame, WindowScene scene, Finds out) {
        if (PieceRules.isTerminal(Optional.of(scene))) {
            return;
        }
        Composer.in(scene.content()).ifPresent(composer -> {
            int left = composer.prompt().box().x()
                    - PANEL_INDENT * composer.prompt().box().h();
            for (Piece piece : composer.thread()) {
                if (piece.box().x() >= left && !names.furniture(frame).has(piece)) {
                    message(frame.layout(), scene.speakers(), piece, composer.kind(), out);
                }
            }
        });
    }

    private void message(FrameLayout layout, Speakers speakers, Piece piece, PaneKind kind, Finds out) {
        String text = piece.text();
        if (piece.words().isEmpty() || (piece.confidence() < settings.minConfidence() && text.length() < 40)) {
            if (piece.couldHoldText()) {
                out.whole(layout, piece, Category.UNREADABLE, "UNREADABLE", 0.5, "conversation.unreadable");
            }
            return;
        }
        if (speakers.names().contains(piece.index())) {
            String name = Speakers.nameOf(text);
            if (!SELF.contains(name.toLowerCase(Locale.ROOT)) && !name.isEmpty()) {
                int start = Math.max(0, text.indexOf(name));
                out.span(
                        layout,
                        piece,
                        start,
                        start + name.length(),
                        kind.category(),
                        "PERSON",
                        0.9,
                        "conversation.speaker");
            }
            return;
        }
        if (isFurniture(text) && !endsMessage(layout, piece)) {
            return;
        }
        out.whole(layout, piece, kind.category(), "MESSAGE", 0.9, "conversation.message");
    }

    /** The last word of a message that was broken: no button begins small right below a row of words, or ends a sentence there. */
    private static boolean endsMessage(FrameLayout layout, Piece piece) {
        String text = piece.text();
        boolean goesOn = Character.isLowerCase(text.charAt(0)) || text.endsWith(".") || text.endsWith("!");
        return goesOn
                && layout.pieces().stream()
                        .anyMatch(p -> p.wordCount() >= MIN_ROW_WORDS
                                && Math.abs(p.box().x() - piece.box().x())
                                        <= Math.max(4, piece.box().h() / 3)
                                && piece.box().y() > p.box().y()
                                && piece.box().y() - p.box().bottom()
                                        < piece.box().h());
    }

    private void sidebar(FrameScene frame, List<Piece> pane, PaneKind kind, Finds out) {
        boolean history = false;
        for (Piece piece : pane) {
            String text = piece.text();
            String key = String.join(" ", WordLists.tokens(text));
            if (HISTORY.contains(key)) {
                history = true;
                continue;
            }
            if (isFurniture(text)
                    || text.startsWith("#")
                    || piece.words().isEmpty()
                    || lists.isHeading(text)
                    || DISCLAIMER.matcher(text).find()
                    || names.furniture(frame).has(piece)) {
                continue;
            }
            if (kind == PaneKind.AI) {
                if (history || piece.wordCount() >= 3) {
                    out.whole(frame.layout(), piece, kind.category(), "TITLE", 0.8, "conversation.history");
                }
            } else if (!names.names(text, true).isEmpty() && piece.wordCount() <= 4) {
                out.whole(frame.layout(), piece, kind.category(), "PERSON", 0.7, "conversation.contact");
            } else if (piece.wordCount() >= 4 || isEntry(pane, piece)) {
                out.whole(frame.layout(), piece, kind.category(), "MESSAGE", 0.7, "conversation.preview");
            }
        }
    }

    /** Half of an entry of a list of chats: a name over the start of the last message. */
    private boolean isEntry(List<Piece> pane, Piece piece) {
        return pane.stream()
                .anyMatch(p -> p.index() != piece.index()
                        && !p.words().isEmpty()
                        && !isFurniture(p.text())
                        && !p.text().startsWith("#")
                        && Math.abs(p.box().x() - piece.box().x())
                                <= Math.max(4, piece.box().h() / 3)
                        && Math.max(
                                        p.box().y() - piece.box().bottom(),
                                        piece.box().y() - p.box().bottom())
                                < ENTRY_GAP * Math.min(p.box().h(), piece.box().h())
                        && (p.wordCount() >= 2 || piece.wordCount() >= 2));
    }

    /** Buttons, times, counts and prompts such as "Type a message". */
    private boolean isFurniture(String text) {
        String key = String.join(" ", WordLists.tokens(text));
        return key.length() <= 1
                || lists.isHeading(text)
                || DISCLAIMER.matcher(text).find()
                || SELF.contains(key)
                || TIME_OR_COUNT.matcher(text).matches()
                || (lists.isInterface(text) && WordLists.tokens(text).size() <= 3)
                || lists.isPrompt(text);
    }
}
