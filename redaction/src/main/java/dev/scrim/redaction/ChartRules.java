package dev.scrim.redaction;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.FrameScene.WindowScene;
import dev.scrim.redaction.layout.FieldLabel;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.Notices;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.layout.WordLists;
import java.util.Optional;
import java.util.regex.Pattern;

/** Windows of clinical programs: every value, entry and note is private; headings, labels and buttons are not. */
final class ChartRules {
    /** What follows a label: after a colon anything, else a number or a capital; "Patient says ..." is a sentence. */
    private static final Pattern VALUE = Pattern.compile("^\\s*:|^\\s+(?:\\d|\\p{Lu})|(?<=:)\\s");

    /** Rows of keys at the bottom of terminals. */
    private static final Pattern FUNCTION_KEY = Pattern.compile("(?:P?F\\d{1,2} ?[=:-] ?\\p{L}+ ?)+");

    private static final int MAX_LABEL_WORDS = 4;
    /** Share of known words that makes words beside a number its label; a service or a drug has none. */
    private static final double KNOWN_LABEL = 0.8;

    private final PieceRules pieces;
    private final RedactionSettings settings;
    private final WordLists lists = WordLists.standard();

    ChartRules(PieceRules pieces, RedactionSettings settings) {
        this.pieces = pieces;
        this.settings = settings;
    }

    void find(FrameScene frame, WindowScene scene, Finds out) {
        FrameLayout layout = frame.layout();
        Furniture furniture = pieces.furniture(frame);
        for (Piece piece : scene.content()) {
            String text = piece.text();
            if (piece.words().isEmpty() || (piece.confidence() < settings.minConfidence() && text.length() < 40)) {
                if (piece.couldHoldText()) {
                    out.whole(layout, piece, Category.UNREADABLE, "UNREADABLE", 0.5, "chart.unreadable");
                }
            } else if (!WordLists.tokens(text).isEmpty()
                    && !lists.isInterface(text)
                    && !lists.isHeading(text)
                    && !lists.isPrompt(text)
                    && frame.labels().field(piece).isEmpty()
                    && !frame.labels().isFormLabel(piece)
                    && !furniture.has(piece)
                    && !Notices.isNotice(piece)
                    && !FUNCTION_KEY.matcher(text).matches()
                    && !isRowLabel(scene, piece)) {
                int start = behindLabel(text);
                out.span(
                        layout,
                        piece,
                        start,
                        text.length(),
                        Category.MEDICAL,
                        entity(frame, piece),
                        0.8,
                        "chart.value");
            }
        }
    }

    /** Where the value begins in a text that starts with a known label, 0 when it does not. */
    private int behindLabel(String text) {
        int best = 0;
        int words = 0;
        for (int i = 0; i <= text.length() && words < MAX_LABEL_WORDS; i++) {
            if (i == text.length() || text.charAt(i) == ' ') {
                words++;
                String label = text.substring(0, i);
                if (lists.isHeading(label) || FieldLabel.of(label).isPresent()) {
                    best = i;
                }
            }
        }
        boolean value =
                best < text.length() && VALUE.matcher(text.substring(best)).find();
        if (!value) {
            return 0;
        }
        int start = best;
        while (start < text.length() && !Character.isLetterOrDigit(text.charAt(start))) {
            start++;
        }
        return start < text.length() ? start : 0;
    }

    /** Words without digits at the start of a row whose next piece is its value. */
    private boolean isRowLabel(WindowScene scene, Piece piece) {
        if (lists.knownShare(piece.text()) < KNOWN_LABEL
                || piece.wordCount() > MAX_LABEL_WORDS
                || piece.text().chars().anyMatch(Character::isDigit)) {
            return false;
        }
        boolean starts = true;
        boolean valued = false;
        for (Piece p : scene.content()) {
            if (p.index() != piece.index() && FrameLayout.sameRow(p.box(), piece.box())) {
                int gap = p.box().x() - piece.box().right();
                starts &= p.box().x() > piece.box().x()
                        || piece.box().x() - p.box().right() > 12 * piece.box().h();
                valued |= gap > 0
                        && gap < 30 * piece.box().h()
                        && p.text().chars().anyMatch(Character::isDigit);
            }
        }
        return starts && valued;
    }

    private static String entity(FrameScene frame, Piece piece) {
        for (String label : frame.labels().of(piece)) {
            Optional<FieldLabel> field = FieldLabel.of(label);
            if (field.isPresent() && field.get().shape().fits(piece.text())) {
                return field.get().entity();
            }
        }
        long digits = piece.text().chars().filter(Character::isDigit).count();
        return digits > 0 && piece.wordCount() <= 4 ? "LAB_RESULT" : "CLINICAL_NOTE";
    }
}
