package dev.scrim.redaction.detect;

import java.util.List;

/** Finds private characters of one family in a text. Stateless and thread-safe after construction. */
public interface Detector {
    /** Name of the family, the first part of each span's rule. */
    String id();

    /** Changes whenever the same text may get other spans; part of the build's identity. */
    String version();

    /** Private ranges of the unit's text (never of its label), in any order, possibly overlapping. */
    List<Span> detect(TextUnit unit);
}
