package dev.scrim.redaction;

import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.SegmentView;
import dev.scrim.redaction.propagate.SecretIndex;
import java.util.List;

/** Finds what is private in one trajectory, on the screen and in texts. One for each task; not thread-safe. */
public final class Analyzer {
    private final RedactionSettings settings;

    private Analyzer(RedactionSettings settings) {
        this.settings = settings;
    }

    /** With the standard detectors and models. */
    public static Analyzer standard(RedactionSettings settings) {
        return new Analyzer(settings);
    }

    /** What the segment's own texts and screens show to be private, each where it was found. */
    public List<Finding> detect(SegmentView segment) {
        return List.of();
    }

    /**
     * The final findings: {@code own} and every further place of theirs, and of {@code known}, in this segment.
     *
     * @param own what {@link #detect} returned for the same segment
     * @param known secrets of all recordings of the same person
     */
    public List<Finding> propagate(SegmentView segment, List<Finding> own, SecretIndex known) {
        return own;
    }

    /** Versions of all rules and settings, part of the stage's digest. */
    public String version() {
        return "layout-1 " + settings;
    }
}
