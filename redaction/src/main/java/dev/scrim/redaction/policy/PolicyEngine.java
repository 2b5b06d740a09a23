package dev.scrim.redaction.policy;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.ScreenView;
import dev.scrim.datasets.model.SegmentView;
import dev.scrim.redaction.layout.Block;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.PlacedWindow;
import dev.scrim.redaction.layout.WindowStack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns findings into padded masks, dropped frames and rewritten texts. Deterministic; thread-safe. */
public final class PolicyEngine {
    /** Share of a line's height that is added left and right: anti-aliased edges, italics and boxes a pixel short. */
    private static final double PAD_X = 0.3;
    /** Share of a line's height that is added above and below: descenders and accents that line boxes cut. */
    private static final double PAD_Y = 0.2;
    /** Least padding in pixels; the score's 5x5 neighbourhood needs two flat pixels around ink. */
    private static final int MIN_PAD = 3;
    /** Largest padding in pixels: a tall block is not padded like a tall letter. */
    private static final int MAX_PAD = 10;

    private final RedactionPolicy policy;

    public PolicyEngine(RedactionPolicy policy) {
        this.policy = policy;
    }

    /** What is to be done to the trajectory's frames and texts. */
    public Verdict apply(SegmentView segment, List<Finding> findings) {
        Map<Long, ScreenView> frames = new HashMap<>();
        segment.frames().forEach(f -> frames.put(f.frame().tUs(), f));
        WindowStack windows = WindowStack.of(segment);
        Map<Long, FrameLayout> layouts = new HashMap<>();
        Map<Long, Set<Mask>> masks = new TreeMap<>();
        Set<Long> dropped = new TreeSet<>();
        List<Finding> texts = new ArrayList<>();
        Optional<Category> droppedFor = Optional.empty();
        for (Finding finding : findings) {
            Decision decision = policy.decide(finding.category());
            if (decision == Decision.KEEP) {
                continue;
            }
            if (decision == Decision.DROP_TRAJECTORY && droppedFor.isEmpty()) {
                droppedFor = Optional.of(finding.category());
            }
            if (!(finding.place() instanceof Finding.OnScreen on)) {
                texts.add(finding);
                continue;
            }
            ScreenView view = frames.get(on.tUs());
            if (view == null) {
                continue;
            }
            if (decision == Decision.DROP_FRAME) {
                dropped.add(on.tUs());
            }
            Set<Mask> here = masks.computeIfAbsent(on.tUs(), t -> new LinkedHashSet<>());
            for (Box box : on.boxes()) {
                Box grown = extent(decision, box, on.tUs(), view, windows, layouts);
                Box padded = pad(grown)
                        .clip(view.viewport().widthPx(), view.viewport().heightPx());
                if (!padded.isEmpty()) {
                    here.add(new Mask(on.tUs(), padded, finding.category(), finding.entity()));
                }
            }
        }
        Map<Long, List<Mask>> lists = new TreeMap<>();
        masks.forEach((t, set) -> lists.put(t, withoutCovered(new ArrayList<>(set))));
        return new Verdict(lists, dropped, droppedFor, texts);
    }

    /** Adds the rim that keeps ink edges from showing: proportional to the height, at least 3 and at most 10 pixels. */
    static Box pad(Box box) {
        int dx = (int) Math.min(MAX_PAD, Math.max(MIN_PAD, Math.round(box.h() * PAD_X)));
        int dy = (int) Math.min(MAX_PAD, Math.max(MIN_PAD, Math.round(box.h() * PAD_Y)));
        return box.grow(dx, dy);
    }

    private static Box extent(
            Decision decision,
            Box box,
            long tUs,
            ScreenView view,
            WindowStack windows,
            Map<Long, FrameLayout> layouts) {
        if (decision == Decision.MASK_BLOCK) {
            FrameLayout layout = layouts.computeIfAbsent(tUs, t -> FrameLayout.of(view, windows));
            return layout.blocks().stream()
                    .filter(b -> b.box().intersects(box))
                    .map(Block::box)
                    .reduce(box, Box::union);
        }
        if (decision == Decision.MASK_PANE) {
            Box screen =
                    new Box(0, 0, view.viewport().widthPx(), view.viewport().heightPx());
            return windows.owner(view, box.centerX(), box.centerY())
                    .map(PlacedWindow::bounds)
                    .orElse(screen)
                    .union(box);
        }
        return box;
    }

    private static List<Mask> withoutCovered(List<Mask> masks) {
        List<Mask> kept = new ArrayList<>();
        for (int i = 0; i < masks.size(); i++) {
            Box box = masks.get(i).box();
            boolean covered = false;
            for (int j = 0; j < masks.size() && !covered; j++) {
                Box other = masks.get(j).box();
                covered = i != j && other.contains(box) && (!other.equals(box) || j < i);
            }
            if (!covered) {
                kept.add(masks.get(i));
            }
        }
        return kept;
    }
}
