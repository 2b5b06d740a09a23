package dev.scrim.jobs.stage;

import dev.scrim.datasets.store.StageName;
import java.util.List;

/** The stages, in the order of the work. */
public final class StageNames {
    public static final StageName CAPTURE = new StageName("01-capture");
    public static final StageName TIMELINE = new StageName("02-timeline");
    public static final StageName ACTIONS = new StageName("03-actions");
    public static final StageName READINGS = new StageName("04-readings");
    public static final StageName FINDINGS = new StageName("05-findings");
    public static final StageName REDACTED = new StageName("06-redacted");
    public static final StageName VERIFIED = new StageName("07-verified");
    public static final StageName EXPORT = new StageName("08-export");

    /** All of them. */
    public static final List<StageName> ORDER =
            List.of(CAPTURE, TIMELINE, ACTIONS, READINGS, FINDINGS, REDACTED, VERIFIED, EXPORT);

    private StageNames() {}
}
