package dev.scrim.jobs.verified;

import dev.scrim.jobs.repair.RepairEnd;
import dev.scrim.jobs.stage.StageRun;
import dev.scrim.jobs.stage.Sums;
import dev.scrim.redaction.review.LeakBound;
import java.util.List;
import org.apache.spark.sql.Row;

/** The stage's books about frames, and its leak rate with its bound. */
final class LookCounts {
    private static final double PPM = 1e6;
    private static final String MASKS = "masks.all";
    private static final String UNPROVEN = "masks.unproven";
    private static final String UNITS = "leak.units";
    private static final String LEAKING_UNITS = "leak.units.leaking";
    private static final List<String> NAMES = List.of(
            "frames.leaking", "frames.closed.line", "frames.closed.block", "frames.withheld", "frames.two_engines");

    private LookCounts() {}

    /** Counts one frame's look, a row as {@link FrameLookRows} makes it. */
    static void look(Row look, Sums sums) {
        boolean leaking = look.<Long>getAs("leaks") > 0;
        boolean unit = look.<Boolean>getAs("unit");
        sums.add("frames.leaking", leaking ? 1 : 0);
        sums.add("frames.two_engines", look.<Integer>getAs("engines") > 1 ? 1 : 0);
        sums.add(MASKS, look.<Long>getAs("masks"));
        sums.add(UNITS, unit ? 1 : 0);
        sums.add(LEAKING_UNITS, unit && leaking ? 1 : 0);
        switch (RepairEnd.valueOf(look.<String>getAs("end"))) {
            case LINE -> sums.add("frames.closed.line", 1);
            case BLOCK -> sums.add("frames.closed.block", 1);
            case WITHHELD -> sums.add("frames.withheld", 1);
            default -> {
                // Nothing had to be closed.
            }
        }
    }

    /** Counts one leak, a row as {@code LeakRows} makes it. */
    static void leak(Row leak, Sums sums) {
        sums.add(UNPROVEN, leak.<String>getAs("rule").startsWith("mask:") ? 1 : 0);
    }

    static void of(Sums sums, StageRun run) {
        for (String name : NAMES) {
            run.count(name, sums.get(name));
        }
        run.count("masks.proven", Math.max(0, sums.get(MASKS) - sums.get(UNPROVEN)));
        run.count(UNPROVEN, sums.get(UNPROVEN));
        LeakBound before = new LeakBound(sums.get(LEAKING_UNITS), sums.get(UNITS));
        run.count(UNITS, before.units());
        run.count(LEAKING_UNITS, before.leaks());
        run.count("leak.bound95.ppm", Math.round(before.upper() * PPM));
        // Every leak is closed and looked at again, or its frame goes no further: none is left that was seen.
        run.count("leak.bound95.after.ppm", Math.round(new LeakBound(0, before.units()).upper() * PPM));
    }
}
