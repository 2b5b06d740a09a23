package dev.scrim.jobs.repair;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.PageReader;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.redaction.mask.FramePainter;
import dev.scrim.redaction.verify.Leak;
import dev.scrim.redaction.verify.RedactedFrame;
import dev.scrim.redaction.verify.Verifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Closes what leaks in one frame, step by step, until a look finds nothing or nothing is left to try. */
public final class FrameRepair {
    /** Least rim around a masked line, pixels; else a third of its height. */
    private static final int MIN_RIM_PX = 3;
    /** A block reaches this many line heights beyond the leaking line: two rows above and below, words beside it. */
    private static final int BLOCK_ROWS = 2;

    private final Verifier verifier;
    private final Optional<PageReader> second;

    /** @param second also reads the whole frame, when it is in the sample */
    public FrameRepair(Verifier verifier, Optional<PageReader> second) {
        this.verifier = verifier;
        this.second = second;
    }

    /**
     * What became of a frame.
     *
     * @param before leaks of the first look
     * @param leaks of all looks, in their order
     * @param frame as it may go on, with the masks added
     */
    public record Result(RepairEnd end, int before, List<Leak> leaks, RedactedFrame frame) {
        public Result {
            leaks = List.copyOf(leaks);
        }
    }

    /** Repairs {@code redacted} as far as needed. */
    public Result run(RedactedFrame redacted) {
        RedactedFrame frame = redacted;
        List<Leak> found = look(frame);
        int before = found.size();
        List<Leak> all = new ArrayList<>(found);
        for (RepairEnd step : List.of(RepairEnd.LINE, RepairEnd.BLOCK)) {
            if (found.isEmpty() || found.stream().anyMatch(l -> l.rule().equals(Leak.CHANGED))) {
                break;
            }
            frame = covered(frame, found, step);
            found = look(frame);
            all.addAll(found);
            if (found.isEmpty()) {
                return new Result(step, before, all, frame);
            }
        }
        return new Result(found.isEmpty() ? RepairEnd.CLEAN : RepairEnd.WITHHELD, before, all, frame);
    }

    private List<Leak> look(RedactedFrame frame) {
        Set<Leak> leaks = new LinkedHashSet<>(verifier.look(frame));
        second.ifPresent(reader -> leaks.addAll(verifier.lookWith(reader, frame)));
        return List.copyOf(leaks);
    }

    private static RedactedFrame covered(RedactedFrame frame, List<Leak> leaks, RepairEnd step) {
        Pixels page = frame.pixels();
        List<Mask> more = new ArrayList<>();
        for (Leak leak : leaks) {
            Box line = leak.box().orElseThrow();
            int rim = Math.max(MIN_RIM_PX, line.h() / 3);
            int reach = step == RepairEnd.LINE ? rim : BLOCK_ROWS * line.h() + rim;
            Box box = line.grow(reach, reach).clip(page.width(), page.height());
            more.add(new Mask(frame.tUs(), box, Category.UNREADABLE, Verifier.REPAIR));
        }
        List<Mask> masks = new ArrayList<>(frame.masks());
        masks.addAll(more);
        return new RedactedFrame(frame.tUs(), FramePainter.paint(page, more), masks, frame.original());
    }
}
