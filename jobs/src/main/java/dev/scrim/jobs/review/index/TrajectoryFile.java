package dev.scrim.jobs.review.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.viewer.Trace;
import dev.scrim.jobs.viewer.ViewerJson;
import dev.scrim.jobs.viewer.ViewerModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that reviewers may see of one trajectory but its pictures, and where those lie. Sealed where it is stored.
 *
 * @param trace as the viewer's scripts take it: one of a model's trajectories
 * @param frames in the order of the trace's
 */
public record TrajectoryFile(JsonNode trace, List<Frame> frames) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ViewerModel.RecordingView NOBODY = new ViewerModel.RecordingView("", 1, List.of(), List.of());

    /**
     * One frame.
     *
     * @param id opaque
     * @param readable boxes of lines that are not painted over
     * @param masks what is painted over, in the order of the trace's
     * @param blob the redacted picture
     * @param repaired whether the second look wrote it
     * @param kept the picture from before redaction; for break-glass alone
     */
    public record Frame(
            String id,
            List<Box> readable,
            List<Mask> masks,
            FrameBlob blob,
            boolean repaired,
            Optional<FrameBlob> kept) {
        public Frame {
            readable = List.copyOf(readable);
            masks = List.copyOf(masks);
        }
    }

    /** A painted place. */
    public record Mask(Box box, String category) {}

    public TrajectoryFile {
        frames = List.copyOf(frames);
    }

    /** The file of a trace. */
    public static byte[] write(Trace trace, List<Frame> frames) {
        String model = ViewerJson.write(new ViewerModel(List.of(NOBODY), List.of(trace), List.of()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeFieldName("model");
            json.writeRawValue(model);
            json.writeArrayFieldStart("frames");
            for (Frame frame : frames) {
                json.writeStartObject();
                json.writeStringField("id", frame.id());
                boxes(json, frame.readable());
                json.writeArrayFieldStart("masks");
                for (Mask mask : frame.masks()) {
                    json.writeStartArray();
                    box(json, mask.box());
                    json.writeString(mask.category());
                    json.writeEndArray();
                }
                json.writeEndArray();
                json.writeBooleanField("repaired", frame.repaired());
                blob(json, "blob", frame.blob());
                if (frame.kept().isPresent()) {
                    blob(json, "kept", frame.kept().get());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a trajectory in memory", e);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #write} made. */
    static TrajectoryFile read(byte[] bytes) throws IOException {
        JsonNode in = JSON.readTree(bytes);
        List<Frame> frames = new ArrayList<>();
        for (JsonNode f : in.path("frames")) {
            List<Box> readable = new ArrayList<>();
            f.path("readable").forEach(b -> readable.add(box(b)));
            List<Mask> masks = new ArrayList<>();
            f.path("masks").forEach(m -> masks.add(new Mask(box(m), m.path(4).asText())));
            frames.add(new Frame(
                    f.path("id").asText(),
                    readable,
                    masks,
                    blob(f.path("blob")),
                    f.path("repaired").asBoolean(),
                    f.has("kept") ? Optional.of(blob(f.path("kept"))) : Optional.empty()));
        }
        return new TrajectoryFile(in.path("model").path("traces").path(0), frames);
    }

    private static void boxes(JsonGenerator json, List<Box> boxes) throws IOException {
        json.writeArrayFieldStart("readable");
        for (Box b : boxes) {
            json.writeStartArray();
            box(json, b);
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void box(JsonGenerator json, Box b) throws IOException {
        json.writeNumber(b.x());
        json.writeNumber(b.y());
        json.writeNumber(b.w());
        json.writeNumber(b.h());
    }

    private static Box box(JsonNode b) {
        return new Box(
                b.path(0).asInt(),
                b.path(1).asInt(),
                b.path(2).asInt(),
                b.path(3).asInt());
    }

    private static void blob(JsonGenerator json, String name, FrameBlob b) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("recording", b.trajectory().recording().value());
        json.writeNumberField("trajectory", b.trajectory().ordinal());
        json.writeNumberField("chunk", b.frame().chunk());
        json.writeNumberField("index", b.frame().indexInChunk());
        json.writeNumberField("t_us", b.frame().tUs());
        json.writeNumberField("width", b.widthPx());
        json.writeNumberField("height", b.heightPx());
        json.writeStringField("container", b.container());
        json.writeNumberField("offset", b.offset());
        json.writeNumberField("length", b.length());
        json.writeStringField("sha256", b.sha256());
        json.writeEndObject();
    }

    private static FrameBlob blob(JsonNode b) {
        return new FrameBlob(
                new TrajectoryId(
                        new RecordingId(b.path("recording").asText()),
                        b.path("trajectory").asInt()),
                new FrameRef(
                        b.path("chunk").asInt(),
                        b.path("index").asInt(),
                        b.path("t_us").asLong()),
                b.path("width").asInt(),
                b.path("height").asInt(),
                b.path("container").asText(),
                b.path("offset").asLong(),
                b.path("length").asInt(),
                b.path("sha256").asText(),
                Optional.empty());
    }
}
