package dev.scrim.jobs.review.web;

import dev.scrim.jobs.review.sample.Standing;
import java.util.List;

/** Says what stands between a build and its signatures. */
public interface SignOff {
    /** In words; nothing when people may sign. */
    List<String> why(Standing standing);
}
