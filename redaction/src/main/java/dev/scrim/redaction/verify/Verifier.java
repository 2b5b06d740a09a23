package dev.scrim.redaction.verify;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.PageReader;
import dev.scrim.datasets.model.PlacedLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks again at the frames and texts of one trajectory, in time order. Seeks every secret that was found before, and
 * identifiers that were not, in a reading of its own; and proves of each mask that its pixels carry nothing. One task,
 * one verifier; not thread-safe.
 */
public final class Verifier {
    /** Entity of masks that verification itself added; what lies beside them is not doubted for that. */
    public static final String REPAIR = "LEAK";

    /** Shorter secrets meet other text by chance: 5 letters or digits is also where the scorer begins. */
    private static final int MIN_PROBE_CHARS = 5;
    /** Loose texts (names of things, messages) must be longer before a meeting says anything. */
    private static final int MIN_LOOSE_PROBE_CHARS = 8;
    /**
     * Mean chance of its characters below which a line was not read. On real screens lines read right have more than
     * 0.8 and pictures taken for text have less than 0.5.
     */
    private static final float READ = 0.5f;
    /** Writing is at least this many times as wide as high; icons are square. */
    private static final double WRITING = 1.5;

    /** An identifier is drawn in at most this many boxes: four groups of a card. */
    private static final int MAX_PARTS = 4;
    /** Boxes of one row further apart than this many line heights belong to different things. */
    private static final double MAX_GAP_EM = 4;

    private final PageReader reader;
    private final SeenPage seen;
    private final Map<String, SecretProbe> probes = new LinkedHashMap<>();

    /** @param known findings of the recording, from before redaction */
    public Verifier(PageReader reader, Collection<Finding> known) {
        this.reader = reader;
        this.seen = new SeenPage(reader);
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
        Set<Leak> leaks = new LinkedHashSet<>(proof(frame));
        SeenPage.Lines lines = seen.look(frame.pixels(), frame.masks());
        Set<PlacedLine> fresh = new HashSet<>(lines.fresh());
        List<PlacedLine> all = new ArrayList<>(lines.known());
        all.addAll(lines.fresh());
        for (List<PlacedLine> row : rows(all)) {
            for (Hit hit : hits(row)) {
                if (hit.lines().stream().anyMatch(fresh::contains)) {
                    leaks.add(Leak.onScreen(hit.rule(), frame.tUs(), around(hit.lines())));
                    seen.doubt(hit.lines(), frame.pixels());
                }
            }
        }
        for (PlacedLine line : lines.fresh()) {
            Optional<Leak> beside = unreadable(line, frame.masks())
                    .map(entity -> Leak.onScreen("unreadable:" + entity, frame.tUs(), line.box()))
                    .or(() -> Remnants.beside(line, frame.masks(), frame.tUs()));
            beside.ifPresent(leak -> {
                leaks.add(leak);
                seen.doubt(List.of(line), frame.pixels());
            });
        }
        return List.copyOf(leaks);
    }

    /** Leaks of one whole frame in the eyes of {@code other}, an engine of another family than this verifier's own. */
    public List<Leak> lookWith(PageReader other, RedactedFrame frame) {
        Set<Leak> leaks = new LinkedHashSet<>();
        for (List<PlacedLine> row : rows(other.read(frame.pixels()))) {
            for (Hit hit : hits(row)) {
                leaks.add(Leak.onScreen(hit.rule(), frame.tUs(), around(hit.lines())));
            }
        }
        return List.copyOf(leaks);
    }

    /** The leak of one text, if it has any. */
    public Optional<Leak> look(RedactedText text) {
        return rule(text.text()).map(rule -> Leak.inText(rule, text.ref()));
    }

    /** Pictures given to the reader so far. */
    public long regionsRead() {
        return seen.regionsRead();
    }

    /** Pixels given to the reader so far. */
    public long pixelsRead() {
        return seen.pixelsRead();
    }

    /** Name and settings of the reader. */
    public String describe() {
        return reader.describe();
    }

    private static List<Leak> proof(RedactedFrame frame) {
        List<Leak> leaks = new ArrayList<>();
        for (Mask mask : PixelProof.unproven(frame)) {
            leaks.add(Leak.onScreen("mask:" + mask.entity(), frame.tUs(), mask.box()));
        }
        if (!PixelProof.keepsTheRest(frame)) {
            Box page = new Box(0, 0, frame.pixels().width(), frame.pixels().height());
            leaks.add(Leak.onScreen(Leak.CHANGED, frame.tUs(), page));
        }
        return leaks;
    }

    /** The mask that {@code line} lies beside, when the line is writing that nobody could read. */
    private static Optional<String> unreadable(PlacedLine line, List<Mask> masks) {
        Box box = line.box();
        if (line.line().confidence() >= READ || box.w() < WRITING * box.h()) {
            return Optional.empty();
        }
        Box around = box.grow(box.h() / 2, box.h() / 4);
        return masks.stream()
                .filter(m -> !m.entity().equals(REPAIR))
                .filter(m -> m.box().intersects(around) && !m.box().contains(box))
                .findFirst()
                .map(Mask::entity);
    }

    private record Hit(String rule, List<PlacedLine> lines) {}

    /** Lines that leak by themselves, and else the shortest runs of neighbours that leak when read as one. */
    private List<Hit> hits(List<PlacedLine> row) {
        List<Hit> hits = new ArrayList<>();
        boolean[] leaking = new boolean[row.size()];
        for (int size = 1; size <= MAX_PARTS; size++) {
            for (int from = 0; from + size <= row.size(); from++) {
                List<PlacedLine> run = row.subList(from, from + size);
                boolean known = false;
                for (int i = from; i < from + size; i++) {
                    known |= leaking[i];
                }
                if (known || !near(run)) {
                    continue;
                }
                Optional<String> rule =
                        rule(run.stream().map(l -> l.line().text()).collect(Collectors.joining(" ")));
                if (rule.isPresent()) {
                    hits.add(new Hit(rule.get(), List.copyOf(run)));
                    Arrays.fill(leaking, from, from + size, true);
                }
            }
        }
        return hits;
    }

    private static boolean near(List<PlacedLine> run) {
        for (int i = 1; i < run.size(); i++) {
            Box left = run.get(i - 1).box();
            if (run.get(i).box().x() - left.right() > MAX_GAP_EM * left.h()) {
                return false;
            }
        }
        return true;
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
}
