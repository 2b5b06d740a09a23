package dev.scrim.redaction;

import dev.scrim.redaction.FrameScene.WindowScene;
import dev.scrim.redaction.layout.Block;
import dev.scrim.redaction.layout.KindScores;
import dev.scrim.redaction.layout.PaneKind;
import dev.scrim.redaction.layout.Piece;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What somebody says of himself: sentences in the first person are a message, a prompt or a letter, wherever they stand.
 * Interfaces and manuals say "you"; programs and what is said about them (editors, terminals, reviews of code) are left out.
 */
final class ProseRules {
    /** Fewer words are a caption: "I agree", "Remind me later". */
    private static final int MIN_WORDS = 6;
    /** Blocks of more rows are pages, of which only the sentence itself goes. */
    private static final int MAX_ROWS = 12;

    /** OCR reads a capital I as a bar or a small l. */
    private static final Pattern FIRST_PERSON = Pattern.compile(
            "(?:^|[\\s,.;:(\"'“])(?:I|\\||l)(?:'(?:m|ve|d|ll)|’(?:m|ve|d|ll))?\\s+\\p{Ll}+|\\b(?:my|My|mine|myself|me)\\b");

    private static final double SMALL_SHARE = 0.5;

    private final PieceRules pieces;

    ProseRules(PieceRules pieces) {
        this.pieces = pieces;
    }

    /** Findings of a window that is no conversation as a whole. */
    void find(FrameScene frame, WindowScene scene, Finds out) {
        if (scene.plain() || KindScores.isCode(scene.content())) {
            return;
        }
        PaneKind kind = scene.score(PaneKind.AI) > scene.score(PaneKind.CHAT) ? PaneKind.AI : PaneKind.CHAT;
        Furniture furniture = pieces.furniture(frame);
        Set<Integer> done = new HashSet<>();
        for (Block block : frame.layout().blocks()) {
            List<Piece> rows = block.pieces();
            if (rows.get(0).window() != scene.window().id()) {
                continue;
            }
            boolean personal = rows.stream().anyMatch(ProseRules::isPersonal);
            for (Piece piece : rows) {
                boolean goes = personal && (rows.size() <= MAX_ROWS || isPersonal(piece));
                if (goes
                        && !piece.chrome()
                        && !piece.words().isEmpty()
                        && !furniture.has(piece)
                        && done.add(piece.index())) {
                    out.whole(frame.layout(), piece, kind.category(), "MESSAGE", 0.7, "prose.first-person");
                }
            }
        }
    }

    private static boolean isPersonal(Piece piece) {
        long small = piece.words().stream()
                .filter(w -> Character.isLowerCase(w.text().charAt(0)))
                .count();
        return piece.wordCount() >= MIN_WORDS
                && small >= SMALL_SHARE * piece.wordCount()
                && FIRST_PERSON.matcher(piece.text()).find();
    }
}
