package dev.scrim.redaction.layout;

import dev.scrim.datasets.model.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which text names which value: the label left of it in the row, close above it, or at the head of its column.
 * Values inherit the label's meaning.
 */
public final class Labels {
    /** A label stands at most this many heights above its value: form boxes and stacked fields. */
    private static final double ABOVE_GAP = 1.7;
    /** The label of a known field stands up to so many heights above its value: fields have an inner margin. */
    private static final double FIELD_GAP = 2.6;
    /** A column's head is at most this many heights above a cell. */
    private static final double COLUMN_REACH = 80;

    /** Heads of columns that say what a thing costs anybody. */
    private static final Set<String> GOODS = Set.of(
            "price",
            "unit price",
            "list price",
            "price each",
            "price per unit",
            "cost per item",
            "msrp",
            "rrp",
            "retail price",
            "our price",
            "shipping",
            "preis",
            "einzelpreis",
            "prix",
            "precio",
            "prezzo",
            "prijs",
            "pris");

    private final FrameLayout layout;
    private final WordLists lists = WordLists.standard();
    private final List<Optional<FieldLabel>> meanings = new ArrayList<>();
    private final List<Piece> fields = new ArrayList<>();
    private final FormShape form;

    public Labels(FrameLayout layout) {
        this.layout = layout;
        for (Piece p : layout.pieces()) {
            Optional<FieldLabel> meaning = p.chrome() ? Optional.empty() : FieldLabel.of(p.text());
            meanings.add(meaning);
            if (meaning.isPresent() || GOODS.contains(String.join(" ", WordLists.tokens(p.text())))) {
                fields.add(p);
            }
        }
        form = new FormShape(layout.pieces(), this::isKnown);
    }

    private boolean isKnown(Piece p) {
        return field(p).isPresent() || lists.isHeading(p.text()) || lists.knownShare(p.text()) >= 1;
    }

    /** The label of a piece that is a value of a form. */
    public Optional<Piece> formLabel(Piece value) {
        return form.labelOf(value);
    }

    /** Whether the piece is a label because of its place in a form. */
    public boolean isFormLabel(Piece piece) {
        return form.isLabel(piece);
    }

    /** What value the piece announces, if it is a label of a known field. */
    public Optional<FieldLabel> field(Piece piece) {
        return meanings.get(piece.index());
    }

    /** Labels of the piece, the nearest and most telling first; those with a known meaning precede the others. */
    public List<String> of(Piece value) {
        if (form.isLabel(value)) {
            return List.of();
        }
        List<String> known = new ArrayList<>();
        form.labelOf(value).filter(p -> field(p).isPresent()).ifPresent(p -> known.add(p.text()));
        List<String> other = new ArrayList<>();
        left(value).ifPresent(p -> (field(p).isPresent() ? known : other).add(p.text()));
        above(value).ifPresent(p -> (field(p).isPresent() ? known : other).add(p.text()));
        columnHead(value).ifPresent(p -> known.add(p.text()));
        known.addAll(other);
        return known;
    }

    /** Whether a text reads like a label: a known field, a heading, or short words with a colon behind. */
    public boolean isLabel(Piece piece) {
        String text = piece.text().strip();
        return field(piece).isPresent()
                || form.isLabel(piece)
                || lists.isHeading(text)
                || (text.endsWith(":") && piece.wordCount() <= 5);
    }

    /** The next piece to the left in the row, if it can be a label. */
    private Optional<Piece> left(Piece value) {
        Piece best = null;
        for (Piece p : layout.pieces()) {
            if (p.index() != value.index()
                    && p.window() == value.window()
                    && p.box().right() <= value.box().x() + 2
                    && FrameLayout.sameRow(p.box(), value.box())
                    && p.text().length() > 1
                    && (best == null || p.box().right() > best.box().right())) {
                best = p;
            }
        }
        return Optional.ofNullable(best).filter(this::labelLike);
    }

    /** The next piece above that starts at the same place or covers the value's start. */
    private Optional<Piece> above(Piece value) {
        Piece best = null;
        Box v = value.box();
        for (Piece p : layout.pieces()) {
            Box b = p.box();
            int gap = v.y() - b.bottom();
            int height = Math.min(b.h(), v.h());
            if (p.index() != value.index()
                    && p.window() == value.window()
                    && gap > -height / 3
                    && gap < (field(p).isPresent() ? FIELD_GAP : ABOVE_GAP) * Math.max(b.h(), v.h())
                    && (isCentred(p, value)
                            || (b.x() < v.x() + 2 * height && b.right() > v.x() && v.x() - b.x() < 3 * height))
                    && (best == null || b.bottom() > best.box().bottom())) {
                best = p;
            }
        }
        return Optional.ofNullable(best).filter(this::labelLike);
    }

    /** A known label in the middle above its value, as on cards of phones and wallets. */
    private boolean isCentred(Piece label, Piece value) {
        return field(label).isPresent()
                && Math.abs(label.box().centerX() - value.box().centerX())
                        <= label.box().h();
    }

    /** The nearest field label above that stands at the head of the value's column, beside other heads. */
    private Optional<Piece> columnHead(Piece value) {
        Piece best = null;
        Box v = value.box();
        for (Piece p : fields) {
            Box b = p.box();
            if (p.index() != value.index()
                    && p.window() == value.window()
                    && b.bottom() <= v.y() + 2
                    && v.y() - b.bottom() < COLUMN_REACH * v.h()
                    && inColumn(b, v)
                    && (best == null || b.y() > best.box().y())) {
                best = p;
            }
        }
        return Optional.ofNullable(best).filter(h -> isTableCell(h, value));
    }

    private static boolean inColumn(Box head, Box cell) {
        int common = Math.min(head.right(), cell.right()) - Math.max(head.x(), cell.x());
        int slack = Math.max(4, cell.h() / 2);
        return common > 0.5 * Math.min(head.w(), cell.w())
                && (Math.abs(head.x() - cell.x()) <= slack
                        || Math.abs(head.right() - cell.right()) <= slack
                        || Math.abs(head.centerX() - cell.centerX()) <= slack);
    }

    /** Whether head and value have neighbours in their rows that are head and cell of another column. */
    private boolean isTableCell(Piece head, Piece value) {
        for (Piece q : layout.pieces()) {
            if (q.index() != head.index()
                    && q.window() == head.window()
                    && FrameLayout.sameRow(q.box(), head.box())
                    && q.wordCount() <= 4) {
                for (Piece cell : layout.pieces()) {
                    if (cell.index() != value.index()
                            && cell.window() == value.window()
                            && FrameLayout.sameRow(cell.box(), value.box())
                            && inColumn(q.box(), cell.box())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean labelLike(Piece p) {
        return isLabel(p)
                || (p.wordCount() >= 1
                        && p.wordCount() <= 7
                        && p.text().chars().filter(Character::isDigit).count() <= 3);
    }
}
