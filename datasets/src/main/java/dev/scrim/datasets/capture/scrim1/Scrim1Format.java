package dev.scrim.datasets.capture.scrim1;

import dev.scrim.datasets.capture.CaptureFolder;
import dev.scrim.datasets.capture.CaptureFormat;
import dev.scrim.datasets.capture.CaptureResult;
import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.StreamKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code scrim.capture/1}: times are already microseconds of one clock, names are the web's and coordinates are pixels. */
public final class Scrim1Format implements CaptureFormat {
    static final String NAME = "scrim.capture/1";

    /** For {@link java.util.ServiceLoader}. */
    public Scrim1Format() {}

    @Override
    public String name() {
        return NAME;
    }

    /** Claims what declares it, and metadata that declares no other format: somebody must say what is wrong with that. */
    @Override
    public boolean claims(CaptureFolder folder) throws IOException {
        return folder.exists(Scrim1Metadata.FILE) && !Scrim1Metadata.declaresOtherFormat(folder);
    }

    @Override
    public CaptureResult open(CaptureFolder folder) throws IOException {
        Scrim1Metadata.Parsed parsed = Scrim1Metadata.read(folder);
        if (parsed instanceof Scrim1Metadata.Parsed.Bad bad) {
            return new CaptureResult.Rejected(bad.violations());
        }
        Scrim1Metadata metadata = ((Scrim1Metadata.Parsed.Good) parsed).metadata();
        List<Violation> missing = new ArrayList<>();
        for (var stream : metadata.files().entrySet()) {
            requireFile(folder, metadata, stream.getKey().name(), stream.getValue(), missing);
        }
        for (var chunk : metadata.recording().screens()) {
            requireFile(folder, metadata, StreamKind.SCREEN.name() + ":" + chunk.ordinal(), chunk.file(), missing);
        }
        return missing.isEmpty()
                ? new CaptureResult.Accepted(new Scrim1Capture(folder, metadata))
                : new CaptureResult.Rejected(missing);
    }

    private static void requireFile(
            CaptureFolder folder, Scrim1Metadata metadata, String where, String file, List<Violation> missing)
            throws IOException {
        if (!folder.exists(file)) {
            missing.add(new Violation(
                    ViolationCode.STREAM_MISSING,
                    metadata.recording().id().value(),
                    where.toLowerCase(java.util.Locale.ROOT),
                    "the file that recording.json names is not there"));
        }
    }
}
