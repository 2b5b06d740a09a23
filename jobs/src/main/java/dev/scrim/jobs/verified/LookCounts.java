package dev.scrim.jobs.verified;

import dev.scrim.jobs.repair.RepairEnd;
import dev.scrim.jobs.stage.StageRun;
import dev.scrim.redaction.verify.LeakBound;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The stage's books about frames, and its leak rate with its bound. */
final class LookCounts {
    private static final double PPM = 1e6;

    private LookCounts() {}

    static void of(StageRun run) {
        Dataset<Row> looks = run.written(VerifiedStage.VERIFIED, VerifiedStage.LOOK)
                .select(functions.col(VerifiedStage.LOOK + ".*"));
        Column leaking = functions.col("leaks").gt(0);
        Row r = looks.agg(
                        count(leaking),
                        count(end(RepairEnd.LINE)),
                        count(end(RepairEnd.BLOCK)),
                        count(end(RepairEnd.WITHHELD)),
                        count(functions.col("engines").gt(1)),
                        functions.coalesce(functions.sum("masks"), functions.lit(0L)),
                        count(functions.col("unit")),
                        count(functions.col("unit").and(leaking)))
                .first();
        run.count("frames.leaking", r.getLong(0));
        run.count("frames.closed.line", r.getLong(1));
        run.count("frames.closed.block", r.getLong(2));
        run.count("frames.withheld", r.getLong(3));
        run.count("frames.two_engines", r.getLong(4));
        long unproven = run.written(VerifiedStage.VERIFIED, VerifiedStage.LEAK)
                .filter(functions.col(VerifiedStage.LEAK + ".rule").startsWith("mask:"))
                .count();
        run.count("masks.proven", Math.max(0, r.getLong(5) - unproven));
        run.count("masks.unproven", unproven);
        LeakBound before = new LeakBound(r.getLong(7), r.getLong(6));
        run.count("leak.units", before.units());
        run.count("leak.units.leaking", before.leaks());
        run.count("leak.bound95.ppm", Math.round(before.upper() * PPM));
        // Every leak is closed and looked at again, or its frame goes no further: none is left that was seen.
        run.count("leak.bound95.after.ppm", Math.round(new LeakBound(0, before.units()).upper() * PPM));
    }

    private static Column end(RepairEnd end) {
        return functions.col("end").equalTo(end.name());
    }

    private static Column count(Column condition) {
        return functions.count(functions.when(condition, 1));
    }
}
