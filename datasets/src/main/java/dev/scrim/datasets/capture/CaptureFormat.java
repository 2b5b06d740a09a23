package dev.scrim.datasets.capture;

import java.io.IOException;

/**
 * Reads one version of one recorder's folders. Found by {@link java.util.ServiceLoader}; stateless and thread-safe.
 * A new format is a package, one line in {@code META-INF/services} and one subclass of the conformance suite.
 */
public interface CaptureFormat {
    /** The format and its version, such as {@code scrim.capture/1}. */
    String name();

    /** Whether the folder is this format's to read, or to refuse with reasons; looks at names and at most one small file. */
    boolean claims(CaptureFolder folder) throws IOException;

    /** Reads the metadata; no event is read yet. All defects are told together. */
    CaptureResult open(CaptureFolder folder) throws IOException;
}
