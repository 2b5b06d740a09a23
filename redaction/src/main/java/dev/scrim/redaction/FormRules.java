package dev.scrim.redaction;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.FrameScene.WindowScene;
import dev.scrim.redaction.layout.FieldLabel;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.Notices;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.layout.PlacedWindow;
import dev.scrim.redaction.layout.WordLists;
import java.util.Optional;

/**
 * Forms and tables with private fields: what cannot be read there, or is cut off by another window so that its label
 * cannot be known, is withheld; and so is what a form holds, whatever its labels say.
 */
final class FormRules {
    /** Words read with less confidence than this may be anything. */
    private static final float DOUBTFUL = 0.55f;

    private final PieceRules pieces;
    private final WordLists lists = WordLists.standard();

    FormRules(PieceRules pieces) {
        this.pieces = pieces;
    }

    /** Values of forms about somebody: what the label means need not be known. */
    void values(FrameScene frame, WindowScene scene, Category category, Finds out) {
        if (scene.plain()) {
            return;
        }
        Furniture furniture = pieces.furniture(frame);
        for (Piece piece : scene.content()) {
            Optional<Piece> label = frame.labels().formLabel(piece);
            if (label.isEmpty()
                    || furniture.has(piece)
                    || (lists.isInterface(piece.text()) && piece.text().chars().noneMatch(Character::isDigit))
                    || frame.labels().isLabel(piece)
                    || Notices.isNotice(piece)) {
                continue;
            }
            Optional<FieldLabel> meaning =
                    frame.labels().field(label.get()).filter(f -> f.shape().fits(piece.text()));
            out.whole(
                    frame.layout(),
                    piece,
                    meaning.map(FieldLabel::category)
                            .filter(c -> c != Category.PERSON)
                            .orElse(category),
                    meaning.map(FieldLabel::entity).orElse("NOTE"),
                    0.7,
                    "form.value");
        }
    }

    /** What cannot be read or is cut off. */
    void find(FrameScene frame, WindowScene scene, Finds out) {
        FrameLayout layout = frame.layout();
        for (Piece piece : scene.content()) {
            boolean known = !piece.words().isEmpty() && lists.knownShare(piece.text()) >= 0.5;
            if (known) {
                continue;
            }
            if (piece.words().isEmpty() || piece.confidence() < DOUBTFUL) {
                if (piece.couldHoldText()) {
                    out.whole(layout, piece, Category.UNREADABLE, "UNREADABLE", 0.5, "form.unreadable");
                }
            } else if (isCut(layout, piece)) {
                out.whole(layout, piece, Category.UNREADABLE, "UNREADABLE", 0.5, "form.cut");
            }
        }
    }

    /** Whether a window above covers the piece's left or right neighbourhood. */
    private static boolean isCut(FrameLayout layout, Piece piece) {
        Box box = piece.box();
        for (PlacedWindow above : layout.windows()) {
            if (above.id() == piece.window()) {
                return false;
            }
            Box cover = above.bounds();
            boolean beside = cover.y() < box.bottom() && box.y() < cover.bottom();
            boolean touches =
                    Math.abs(box.x() - cover.right()) <= box.h() || Math.abs(cover.x() - box.right()) <= box.h();
            if (beside && touches) {
                return true;
            }
        }
        return false;
    }
}
