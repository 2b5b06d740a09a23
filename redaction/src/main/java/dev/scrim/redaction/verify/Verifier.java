package dev.scrim.redaction.verify;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.PageReader;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.PlacedLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks again at the frames and texts of one trajectory, in time order. Seeks every secret that was found before, and
 * identifiers that were not, in a reading of its own; and proves of each mask that its pixels carry nothing. One task,
 * one verifier; not thread-safe.
 */
public final class Verifier {
    /** Shorter secrets meet other text by chance: 5 letters or digits is also where the scorer begins. */
    private static final int MIN_PROBE_CHARS = 5;
    /** Loose texts (names of things, messages) must be longer before a meeting says anything. */
    private static final int MIN_LOOSE_PROBE_CHARS = 8;

    private static final int MARGIN_X_PX = 320;
    private static final int MARGIN_Y_PX = 24;

    private final PageReader reader;
    private final Map<String, SecretProbe> probes = new LinkedHashMap<>();
    private @Nullable Pixels previous;
    private long regionsRead;

    /** @param known findings of the recording, from before redaction */
    public Verifier(PageReader reader, Collection<Finding> known) {
        this.reader = reader;
        known.stream()
                .filter(f -> f.category() != Category.UNREADABLE)
                .sorted(Comparator.comparing(Finding::entity).thenComparing(Finding::text))
                .forEach(f -> {
                    SecretProbe probe = SecretProbe.of(f.text());
                    boolean exact = f.text().chars().anyMatch(Character::isDigit);
                    if (probe.length() >= (exact ? MIN_PROBE_CHARS : MIN_LOOSE_PROBE_CHARS)) {
                        probes.putIfAbsent(f.entity() + "\u0000" + SecretProbe.fold(f.text()), probe);
                    }
                });
    }

    /** Leaks of one frame; only what changed since the frame before is read again. */
    public List<Leak> look(RedactedFrame frame) {
        List<Leak> leaks = new ArrayList<>();
        Pixels page = frame.pixels();
        for (Mask mask : frame.masks()) {
            if (!isFlat(page, mask, frame.masks())) {
                leaks.add(Leak.onScreen("mask:" + mask.entity(), frame.tUs(), mask.box()));
            }
        }
        Pixels before = previous;
        List<Box> regions = before == null
                ? List.of(new Box(0, 0, page.width(), page.height()))
                : ChangedRegions.between(before, page, MARGIN_X_PX, MARGIN_Y_PX);
        for (Box region : regions) {
            regionsRead++;
            List<PlacedLine> lines = new ArrayList<>();
            for (PlacedLine line : reader.read(page.crop(region))) {
                lines.add(new PlacedLine(line.line(), line.box().shift(region.x(), region.y())));
            }
            for (List<PlacedLine> row : rows(lines)) {
                check(row).ifPresent(rule -> leaks.add(Leak.onScreen(rule, frame.tUs(), around(row))));
            }
        }
        previous = page;
        return leaks;
    }

    /** The leak of one text, if it has any. */
    public Optional<Leak> look(RedactedText text) {
        return rule(text.text()).map(rule -> Leak.inText(rule, text.ref()));
    }

    /** Pictures given to the reader so far. */
    public long regionsRead() {
        return regionsRead;
    }

    private Optional<String> check(List<PlacedLine> row) {
        StringBuilder joined = new StringBuilder();
        for (PlacedLine line : row) {
            Optional<String> alone = rule(line.line().text());
            if (alone.isPresent()) {
                return alone;
            }
            joined.append(line.line().text()).append(' ');
        }
        return row.size() < 2 ? Optional.empty() : rule(joined.toString());
    }

    private Optional<String> rule(String text) {
        Optional<String> pattern = SecondPatterns.firstIn(text);
        if (pattern.isPresent()) {
            return pattern.map(e -> "pattern:" + e);
        }
        String folded = SecretProbe.fold(text);
        for (Map.Entry<String, SecretProbe> e : probes.entrySet()) {
            if (e.getValue().isIn(folded)) {
                return Optional.of("known:" + e.getKey().substring(0, e.getKey().indexOf('\u0000')));
            }
        }
        return Optional.empty();
    }

    /** Lines whose middles are level make one row, so that an identifier split between two boxes is still seen. */
    private static List<List<PlacedLine>> rows(List<PlacedLine> lines) {
        List<PlacedLine> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparingDouble((PlacedLine l) -> l.box().centerY())
                .thenComparingInt(l -> l.box().x()));
        List<List<PlacedLine>> rows = new ArrayList<>();
        double middle = Double.NEGATIVE_INFINITY;
        for (PlacedLine line : sorted) {
            double tolerance = Math.max(3, line.box().h() * 0.4);
            if (rows.isEmpty() || line.box().centerY() - middle > tolerance) {
                rows.add(new ArrayList<>());
                middle = line.box().centerY();
            }
            rows.get(rows.size() - 1).add(line);
        }
        rows.forEach(r -> r.sort(Comparator.comparingInt(l -> l.box().x())));
        return rows;
    }

    private static Box around(List<PlacedLine> row) {
        Box box = row.get(0).box();
        for (PlacedLine line : row) {
            box = box.union(line.box());
        }
        return box;
    }

    /** A mask's region may show its own fill and those of the masks that overlap it, and no other colour. */
    private static boolean isFlat(Pixels page, Mask mask, List<Mask> all) {
        Box inside = mask.box().clip(page.width(), page.height());
        if (inside.isEmpty()) {
            return true;
        }
        long fills = all.stream().filter(m -> m.box().intersects(inside)).count();
        byte[] row = new byte[inside.w() * 3];
        Set<Integer> colours = new HashSet<>();
        for (int y = inside.y(); y < inside.bottom(); y++) {
            page.copyRow(inside.x(), y, inside.w(), row, 0);
            for (int i = 0; i < row.length; i += 3) {
                if (i == 0 || row[i] != row[i - 3] || row[i + 1] != row[i - 2] || row[i + 2] != row[i - 1]) {
                    colours.add((row[i] & 255) << 16 | (row[i + 1] & 255) << 8 | (row[i + 2] & 255));
                    if (colours.size() > fills) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
