package dev.scrim.redaction.layout;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The empty field in which the next message is written: an invitation such as "Write a message" or "Ask anything" below
 * what was said so far. Search fields stand above what they find.
 *
 * @param prompt the invitation
 * @param kind a chat, or an assistant when it invites questions
 * @param thread what stands above it in the same column, top to bottom
 */
public record Composer(Piece prompt, PaneKind kind, List<Piece> thread) {
    private static final Set<String> TO_PEOPLE = Set.of("message", "write", "type", "reply", "send", "say");
    private static final Set<String> TO_ASSISTANTS = Set.of("ask", "prompt");
    /** A conversation has at least one text of so many words. */
    private static final int MIN_WORDS = 4;

    public Composer {
        thread = List.copyOf(thread);
    }

    /** The lowest composer among the pieces that has a conversation above it. */
    public static Optional<Composer> in(List<Piece> pieces) {
        return pieces.stream()
                .filter(p -> p.wordCount() >= 1 && p.wordCount() <= 6)
                .sorted(Comparator.comparingInt((Piece p) -> -p.box().y()))
                .flatMap(p -> kind(p).stream().map(k -> new Composer(p, k, above(p, pieces))))
                .filter(c -> c.thread().stream().anyMatch(p -> p.wordCount() >= MIN_WORDS))
                .findFirst();
    }

    private static Optional<PaneKind> kind(Piece piece) {
        List<String> tokens = WordLists.tokens(piece.text());
        if (tokens.size() < 2
                || !Character.isUpperCase(piece.text().charAt(0))
                || piece.text().endsWith(".")
                || piece.text().endsWith(":")) {
            return Optional.empty();
        }
        if (TO_ASSISTANTS.contains(tokens.get(0))) {
            return Optional.of(PaneKind.AI);
        }
        boolean message = tokens.get(0).equals("message") && piece.text().length() > "message ".length();
        boolean phrase = TO_PEOPLE.contains(tokens.get(0))
                && (tokens.contains("message") || tokens.contains("messages") || tokens.contains("reply"));
        return message || phrase ? Optional.of(PaneKind.CHAT) : Optional.empty();
    }

    private static List<Piece> above(Piece prompt, List<Piece> pieces) {
        return pieces.stream()
                .filter(p -> p.box().bottom() <= prompt.box().y()
                        && p.box().right() > prompt.box().x() - 4 * prompt.box().h()
                        && !p.words().isEmpty())
                .sorted(Comparator.comparingInt(p -> p.box().y()))
                .toList();
    }
}
