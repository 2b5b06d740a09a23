package dev.scrim.redaction.layout;

import dev.scrim.datasets.model.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Forms: labels below each other with their values beside them, or in a row with their values below. Where most of a column
 * or row are known labels and hardly any of what stands beside or below it is, all of it are labels, known or not.
 */
final class FormShape {
    /** Labels below each other are at least so many. */
    private static final int MIN_ROWS = 3;
    /** Labels beside each other are at least so many. */
    private static final int MIN_COLUMNS = 2;
    /** Share of known labels from which on all of a column or row are. */
    private static final double MOST = 0.5;
    /** Up to this share of known labels the others are values. */
    private static final double FEW = 0.34;
    /** A value stands at most so many heights below its label. */
    private static final double BELOW = 2.6;
    /** Cells of one table are closer than so many heights. */
    private static final double CELLS = 20;
    /** Two pieces of one value are closer than so many heights. */
    private static final double GOES_ON = 1.5;
    /** Rows of a form are at most so many heights apart. */
    private static final double APART = 6;

    private static final int MAX_WORDS = 7;

    private final Map<Integer, Piece> labelOf = new HashMap<>();
    private final Set<Integer> labels = new HashSet<>();
    private final Predicate<Piece> known;

    private record Pair(Piece label, Piece value) {}

    /**
     * Forms of one frame.
     *
     * @param known whether a piece is a known label
     */
    FormShape(List<Piece> pieces, Predicate<Piece> known) {
        this.known = known;
        List<Piece> texts = pieces.stream()
                .filter(p -> !p.chrome()
                        && p.text().chars().filter(Character::isLetterOrDigit).count() >= 2)
                .toList();
        List<Pair> beside = new ArrayList<>();
        for (Piece p : texts) {
            if (mayBeLabel(p)) {
                right(p, texts).ifPresent(v -> beside.add(new Pair(p, v)));
            }
        }
        beside.sort(Comparator.comparingInt(p -> p.label().box().x()));
        for (Pair pair : beside) {
            List<Pair> column = column(beside, pair).stream()
                    .filter(p -> !isCell(p.label(), texts))
                    .toList();
            if (accept(column, MIN_ROWS)) {
                others(column, texts);
            }
        }
        goOn(pieces.stream().filter(p -> !p.words().isEmpty()).toList());
        for (Piece p : texts) {
            if (mayBeLabel(p)) {
                List<Pair> row = row(p, texts);
                if (row.stream().filter(r -> known.test(r.label())).count() >= MIN_COLUMNS) {
                    accept(row, MIN_COLUMNS);
                }
            }
        }
    }

    /** A value that the reader has cut at a wide space goes on behind it. */
    private void goOn(List<Piece> texts) {
        for (Piece value : texts) {
            Piece label = labelOf.get(value.index());
            Optional<Piece> next = near(value, texts);
            while (label != null && next.isPresent()) {
                Piece more = next.get();
                if (labels.contains(more.index()) || labelOf.putIfAbsent(more.index(), label) != null) {
                    break;
                }
                next = near(more, texts);
            }
        }
    }

    boolean isLabel(Piece piece) {
        return labels.contains(piece.index());
    }

    /** The label of a value. */
    Optional<Piece> labelOf(Piece piece) {
        return isLabel(piece) ? Optional.empty() : Optional.ofNullable(labelOf.get(piece.index()));
    }

    /** Cells of tables have another cell on their left; labels have none, a menu, or the value of another form. */
    private boolean isCell(Piece label, List<Piece> texts) {
        Piece left = null;
        for (Piece p : texts) {
            if (p.window() == label.window()
                    && p.box().right() <= label.box().x()
                    && FrameLayout.sameRow(p.box(), label.box())
                    && (left == null || p.box().x() > left.box().x())) {
                left = p;
            }
        }
        return left != null
                && !known.test(left)
                && !labelOf.containsKey(left.index())
                && label.box().x() - left.box().right() < CELLS * label.box().h();
    }

    private static Optional<Piece> near(Piece value, List<Piece> texts) {
        return right(value, texts)
                .filter(n -> n.box().x() - value.box().right()
                        < GOES_ON * value.box().h());
    }

    private boolean accept(List<Pair> pairs, int least) {
        if (pairs.size() < least) {
            return false;
        }
        long labelled = pairs.stream().filter(p -> known.test(p.label())).count();
        long others = pairs.stream().filter(p -> known.test(p.value())).count();
        boolean form = labelled >= MOST * pairs.size() && others <= FEW * pairs.size();
        if (form) {
            for (Pair p : pairs) {
                labels.add(p.label().index());
                labelOf.putIfAbsent(p.value().index(), p.label());
            }
        }
        return form;
    }

    /** Values of the same form whose labels the reader has cut in two or joined: they stand where the other values do. */
    private void others(List<Pair> column, List<Piece> texts) {
        Pair first = column.get(0);
        Pair last = column.get(column.size() - 1);
        double apart = APART * first.label().box().h();
        for (Piece value : texts) {
            boolean inside = value.window() == first.value().window()
                    && aligned(value.box(), first.value().box())
                    && value.box().y() > first.value().box().y() - apart
                    && value.box().bottom() < last.value().box().bottom() + apart;
            if (inside && !labels.contains(value.index()) && !labelOf.containsKey(value.index())) {
                texts.stream()
                        .filter(p -> p.window() == value.window()
                                && aligned(p.box(), first.label().box())
                                && FrameLayout.sameRow(p.box(), value.box())
                                && mayBeLabel(p))
                        .findFirst()
                        .ifPresent(label -> {
                            labels.add(label.index());
                            labelOf.put(value.index(), label);
                        });
            }
        }
    }

    /** The next piece to the right in the row. */
    private static Optional<Piece> right(Piece label, List<Piece> texts) {
        Piece best = null;
        for (Piece p : texts) {
            if (p.index() != label.index()
                    && p.window() == label.window()
                    && p.box().x() >= label.box().right()
                    && FrameLayout.sameRow(p.box(), label.box())
                    && (best == null || p.box().x() < best.box().x())) {
                best = p;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Pairs below and above {@code seed} whose labels and whose values start at the same places. */
    private static List<Pair> column(List<Pair> all, Pair seed) {
        List<Pair> aligned = new ArrayList<>();
        for (Pair p : all) {
            if (p.label().window() == seed.label().window()
                    && aligned(p.label().box(), seed.label().box())
                    && (aligned(p.value().box(), seed.value().box())
                            || endsWith(p.value().box(), seed.value().box()))) {
                aligned.add(p);
            }
        }
        aligned.sort(Comparator.comparingInt(p -> p.label().box().y()));
        List<Pair> run = new ArrayList<>();
        boolean mine = false;
        for (Pair p : aligned) {
            int height = seed.label().box().h();
            if (!run.isEmpty()
                    && p.label().box().y()
                                    - run.get(run.size() - 1).label().box().bottom()
                            > APART * height) {
                if (mine) {
                    break;
                }
                run.clear();
            }
            run.add(p);
            mine |= p.label().index() == seed.label().index();
        }
        return run;
    }

    /** The row of {@code seed}, each piece with what starts right below it; of tables, whose heads have many rows below, none. */
    private List<Pair> row(Piece seed, List<Piece> texts) {
        List<Pair> out = new ArrayList<>();
        for (Piece p : texts) {
            if (p.window() != seed.window() || !FrameLayout.sameRow(p.box(), seed.box())) {
                continue;
            }
            if (!mayBeLabel(p) || labels.contains(p.index()) || labelOf.containsKey(p.index())) {
                return List.of();
            }
            below(p, texts).filter(q -> !isSentence(q)).ifPresent(q -> out.add(new Pair(p, q)));
        }
        long tables = out.stream()
                .filter(r -> below(r.value(), texts)
                        .filter(next -> !known.test(next))
                        .isPresent())
                .count();
        return tables * 3 >= out.size() ? List.of() : out;
    }

    /** What starts next at the same place below. */
    private static Optional<Piece> below(Piece p, List<Piece> texts) {
        Piece below = null;
        for (Piece q : texts) {
            int gap = q.box().y() - p.box().bottom();
            boolean under = q.window() == p.window()
                    && gap >= 0
                    && gap < BELOW * p.box().h()
                    && aligned(q.box(), p.box());
            if (under && (below == null || q.box().y() < below.box().y())) {
                below = q;
            }
        }
        return Optional.ofNullable(below);
    }

    private static boolean isSentence(Piece p) {
        return p.wordCount() > MAX_WORDS + 1;
    }

    private static boolean aligned(Box a, Box b) {
        return Math.abs(a.x() - b.x()) <= Math.max(4, Math.min(a.h(), b.h()) / 3);
    }

    private static boolean endsWith(Box a, Box b) {
        return Math.abs(a.right() - b.right()) <= Math.max(4, Math.min(a.h(), b.h()) / 3);
    }

    /** Few words that begin like a label and are no number. */
    private static boolean mayBeLabel(Piece p) {
        long letters = p.text().chars().filter(Character::isLetter).count();
        long digits = p.text().chars().filter(Character::isDigit).count();
        return p.wordCount() >= 1 && p.wordCount() <= MAX_WORDS && letters >= 2 && digits <= 3 && digits <= letters;
    }
}
