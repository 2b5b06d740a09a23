package dev.scrim.jobs.build;

import dev.scrim.jobs.export.StepSample;
import dev.scrim.jobs.export.VerifiedRows;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.FrameStore;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.trace.TraceBuilder;
import dev.scrim.jobs.viewer.FrameBudget;
import dev.scrim.jobs.viewer.FramePicture;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Opens frames as the export has them: those of the second look where it painted again. One thread, one page. */
final class TraceFrames implements TraceBuilder.Pictures, Closeable {
    private final Build build;
    private final FrameBudget budget;
    private final Map<String, FrameStore.Reader> readers = new HashMap<>();

    TraceFrames(Build build, FrameBudget budget) {
        this.build = build;
        this.budget = budget;
    }

    @Override
    public Map<Long, String> of(VerifiedRows trajectory, List<Long> wanted) {
        Map<Long, StepSample.Picture> pictures = trajectory.pictures();
        Map<Long, String> out = new TreeMap<>();
        budget.take(
                        wanted,
                        tUs -> FramePicture.of(read(trajectory.subject(), Objects.requireNonNull(pictures.get(tUs)))))
                .forEach((tUs, picture) -> out.put(tUs, picture.dataUri()));
        return out;
    }

    private byte[] read(String subject, StepSample.Picture picture) {
        boolean again = picture.repaired();
        FrameStore.Reader reader = readers.computeIfAbsent(
                again + "/" + subject,
                key -> new FrameStore.Reader(build.media(again ? StageNames.VERIFIED : StageNames.REDACTED), subject));
        try {
            return reader.read(picture.blob());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot show a frame of a trajectory", e);
        }
    }

    @Override
    public void close() {
        for (FrameStore.Reader reader : readers.values()) {
            try {
                reader.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot close the frames of a trajectory", e);
            }
        }
    }
}
