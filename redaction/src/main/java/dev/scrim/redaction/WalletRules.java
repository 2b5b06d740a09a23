package dev.scrim.redaction;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.FrameScene.WindowScene;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.Piece;
import java.util.List;
import java.util.regex.Pattern;

/** Recovery phrases and lists of recovery codes in cells: each cell holds a word or a code, and only the page says what they are. */
final class WalletRules {
    private static final Pattern ASKED = Pattern.compile(
            "(?i).*\\b(?:recovery|seed|secret|backup|mnemonic|wiederherstellungs|récupération|recuperación)[ -]?(?:recovery )?(?:phrase|words?|codes?|keys?|satz|wörter)\\b.*"
                    + "|.*\\b(?:write|note|store|save|copy)\\b.{0,20}\\b(?:words|codes|phrase)\\b.*|.*\\bwallet backup\\b.*|.*\\b(?:each|every) code (?:can|may|works)\\b.*");
    /** One or two small words, perhaps with their number. */
    private static final Pattern WORDS =
            Pattern.compile("(?:\\d{1,2}[.):]? ?)?\\p{Ll}{3,10}(?: (?:\\d{1,2}[.):]? ?)?\\p{Ll}{3,10}){0,3}");
    /** Letters and digits mixed, often in groups. */
    private static final Pattern CODE = Pattern.compile(
            "(?:\\d{1,2}[.):] ?)?(?=\\S*\\d)[\\p{L}\\d]{4,12}(?:[- ](?=\\S*[\\p{L}\\d])[\\p{L}\\d]{3,12}){0,4}");
    /** So many cells of one height make a list. */
    private static final int MIN_CELLS = 4;

    /** Adds the cells of a page that speaks of such a list. */
    void find(FrameScene frame, WindowScene scene, Finds out) {
        if (scene.plain()
                || scene.content().stream()
                        .noneMatch(p -> ASKED.matcher(p.text()).matches())) {
            return;
        }
        cells(frame.layout(), scene, WORDS, "SEED_PHRASE", out);
        cells(frame.layout(), scene, CODE, "PASSWORD", out);
    }

    private void cells(FrameLayout layout, WindowScene scene, Pattern form, String entity, Finds out) {
        List<Piece> cells = scene.content().stream()
                .filter(p -> form.matcher(p.text().strip()).matches())
                .toList();
        for (Piece cell : cells) {
            long alike = cells.stream()
                    .filter(c -> Math.abs(c.box().h() - cell.box().h())
                                    <= Math.max(4, cell.box().h() / 3)
                            && (Math.abs(c.box().x() - cell.box().x())
                                            <= cell.box().h()
                                    || FrameLayout.sameRow(c.box(), cell.box())))
                    .count();
            if (alike >= 2 && cells.size() >= MIN_CELLS) {
                out.whole(layout, cell, Category.CREDENTIAL, entity, 0.8, "wallet.cell");
            }
        }
    }
}
