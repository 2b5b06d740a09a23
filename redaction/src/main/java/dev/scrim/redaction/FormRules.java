package dev.scrim.redaction;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.FrameScene.WindowScene;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.layout.PlacedWindow;
import dev.scrim.redaction.layout.WordLists;

/**
 * Forms and tables with private fields: what cannot be read there, or is cut off by another window so that its label
 * cannot be known, is withheld.
 */
final class FormRules {
    /** Words read with less confidence than this may be anything. */
    private static final float DOUBTFUL = 0.55f;

    private final WordLists lists = WordLists.standard();

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
