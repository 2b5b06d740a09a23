package dev.scrim.redaction;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.layout.WordLists;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Names that stand in one row with somebody's number: "Jo Doe, SSN ...", a table's row, a list of patients. */
final class NeighbourRules {
    private static final Set<String> NUMBERS = Set.of(
            "SSN",
            "ITIN",
            "SALARY",
            "MRN",
            "MEMBER_ID",
            "EMPLOYEE_ID",
            "DATE_OF_BIRTH",
            "ACCOUNT_NUMBER",
            "NATIONAL_ID");
    /** Neighbours in a row are at most this many heights apart. */
    private static final double REACH = 25;
    /** A street is followed by at most so many rows of town, state, postal code and country. */
    private static final int MAX_ADDRESS_ROWS = 3;
    /** State or town with a postal code (US, CA, UK, and four or five digits elsewhere), or a flat's number. */
    private static final Pattern PLACE_LINE = Pattern.compile(
            "^[\\p{L}.'’, -]{0,40}?,?\\s*(?:\\b[A-Z]{2}\\b[ ,]*)?\\b(?:\\d{5}(?:-\\d{4})?|[A-Z]\\d[A-Z] ?\\d[A-Z]\\d|[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}|\\d{4} ?[A-Z]{2}|\\d{4})\\b.{0,30}$"
                    + "|^(?:apt|apartment|suite|ste|unit|flat|floor|p\\.? ?o\\.? box)\\b.{0,20}$|^\\d{4,5} \\p{Lu}[\\p{L}. -]+$|^\\+?[\\d ().-]{9,17}$",
            Pattern.CASE_INSENSITIVE);

    private final WordLists lists = WordLists.standard();

    /** Adds the names beside the numbers {@code found} in this frame. */
    void find(FrameScene frame, List<Finding> found, Finds out) {
        FrameLayout layout = frame.layout();
        for (Finding f : found) {
            if (f.entity().equals("ADDRESS")
                    && f.place() instanceof Finding.OnScreen on
                    && !on.boxes().isEmpty()) {
                addressRest(layout, f, on.boxes().get(on.boxes().size() - 1), out);
                continue;
            }
            if (!NUMBERS.contains(f.entity())
                    || !(f.place() instanceof Finding.OnScreen on)
                    || on.boxes().isEmpty()) {
                continue;
            }
            Box number = on.boxes().get(0);
            for (Piece piece : layout.pieces()) {
                int gap = Math.max(
                        piece.box().x() - number.right(),
                        number.x() - piece.box().right());
                if (!piece.chrome()
                        && !frame.labels().isLabel(piece)
                        && FrameLayout.sameRow(piece.box(), number)
                        && gap < REACH * number.h()) {
                    names(layout, piece, f.category(), out);
                }
            }
        }
    }

    /** The rest of an address: town, state and postal code beside its street or in the next rows. */
    private static void addressRest(FrameLayout layout, Finding street, Box box, Finds out) {
        Box last = box;
        for (int row = 0; row < MAX_ADDRESS_ROWS; row++) {
            Piece next = null;
            for (Piece p : layout.pieces()) {
                boolean beside = FrameLayout.sameRow(p.box(), last)
                        && p.box().x() >= last.right() - 2
                        && p.box().x() - last.right() < 2 * last.h();
                boolean below = Math.abs(p.box().x() - box.x()) <= Math.max(4, box.h() / 3)
                        && p.box().y() >= last.bottom() - last.h() / 3
                        && p.box().y() - last.bottom() < last.h();
                if ((beside || below)
                        && !p.chrome()
                        && PLACE_LINE.matcher(p.text()).find()) {
                    next = p;
                    break;
                }
            }
            if (next == null) {
                return;
            }
            out.whole(layout, next, street.category(), "ADDRESS", 0.8, "neighbour.address");
            last = next.box();
        }
    }

    /** Runs of two or three capitalised words that are not of interfaces or labels; in a cell of its own one may be. */
    private void names(FrameLayout layout, Piece piece, Category category, Finds out) {
        List<Piece.PieceWord> words = piece.words();
        boolean cell = words.size() >= 2
                && words.size() <= 3
                && words.stream().allMatch(w -> isNameWord(w.text()))
                && words.stream().anyMatch(w -> isUnknown(w.text()));
        if (cell) {
            out.whole(layout, piece, category, "PERSON", 0.6, "neighbour.name");
            return;
        }
        int from = 0;
        while (from < words.size()) {
            int to = from;
            boolean ended = false;
            while (!ended
                    && to < words.size()
                    && isNameWord(words.get(to).text())
                    && isUnknown(words.get(to).text())) {
                ended = isEnd(words.get(to).text());
                to++;
            }
            if (to - from >= 2 && to - from <= 3) {
                int end = words.get(to - 1).end() - (ended ? 1 : 0);
                out.span(layout, piece, words.get(from).start(), end, category, "PERSON", 0.6, "neighbour.name");
            }
            from = Math.max(to, from + 1);
        }
    }

    private static boolean isEnd(String word) {
        return !Character.isLetter(word.charAt(word.length() - 1));
    }

    private boolean isNameWord(String word) {
        String bare = word.endsWith(",") || word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
        return bare.length() >= 2
                && Character.isUpperCase(bare.charAt(0))
                && bare.chars().allMatch(c -> Character.isLetter(c) || c == '-' || c == '\'')
                && bare.chars().skip(1).anyMatch(Character::isLowerCase);
    }

    private boolean isUnknown(String word) {
        return lists.knownShare(word) == 0;
    }
}
