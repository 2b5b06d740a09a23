package dev.scrim.datasets.capture.pointlog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.scrim.datasets.capture.CaptureFolder;
import dev.scrim.datasets.capture.CaptureFormat;
import dev.scrim.datasets.capture.CaptureResult;
import dev.scrim.datasets.capture.EventFields;
import dev.scrim.datasets.capture.JsonFile;
import dev.scrim.datasets.capture.LineEventReader;
import dev.scrim.datasets.capture.SideFile;
import dev.scrim.datasets.capture.SourcedCapture;
import dev.scrim.datasets.capture.StreamSource;
import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.Recording;
import dev.scrim.datasets.model.ScreenClock;
import dev.scrim.datasets.model.StreamKind;
import dev.scrim.datasets.model.Viewport;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code pointlog/1}: {@code points.json} has the screen and the start, {@code points.jsonl} a line for each event. */
public final class PointLogFormat implements CaptureFormat {
    private static final String ABOUT = "points.json";
    private static final String POINTS = "points.jsonl";

    @Override
    public String name() {
        return "pointlog/1";
    }

    @Override
    public boolean claims(CaptureFolder folder) throws IOException {
        return folder.exists(ABOUT);
    }

    @Override
    public CaptureResult open(CaptureFolder folder) throws IOException {
        List<Violation> wrong = new ArrayList<>(); // all of it is told at once
        SideFile.Parsed parsed = SideFile.read(folder); // scrim.json, which says whose recording it is
        SideFile side = parsed instanceof SideFile.Parsed.Good good ? good.file() : SideFile.NONE;
        if (parsed instanceof SideFile.Parsed.Bad bad) {
            wrong.addAll(bad.violations());
        }
        JsonNode about = JsonFile.read(folder, ABOUT).orElse(MissingNode.getInstance());
        int width = about.path("width").asInt();
        int height = about.path("height").asInt();
        if (width < 1 || height < 1) {
            wrong.add(invalid(folder, "width and height are not whole numbers above 0"));
        }
        Optional<Instant> started = side.startedAt().or(() -> time(about.path("started")));
        if (started.isEmpty()) {
            wrong.add(invalid(folder, "started is not a UTC time"));
        }
        if (!folder.exists(POINTS)) {
            wrong.add(new Violation(ViolationCode.STREAM_MISSING, folder.label(), POINTS, "it is not there"));
        }
        if (!wrong.isEmpty()) {
            return new CaptureResult.Rejected(wrong);
        }
        SideFile.Identity identity = side.identity("pointlog", folder, POINTS);
        Recording recording = new Recording(
                identity.recording(),
                identity.subject(),
                side.deviceId(),
                side.peopleInvented(),
                started.orElseThrow(),
                new Viewport(width, height, side.scale().orElse(1.0)),
                "",
                side.locale(),
                "",
                List.of(), // no video; see FolderVideo for one
                ScreenClock.STATED);
        String id = identity.recording().value();
        StreamSource mouse = violations ->
                new LineEventReader(id, StreamKind.MOUSE, folder.open(POINTS), true, PointLogFormat::line, violations);
        return new CaptureResult.Accepted(new SourcedCapture(
                folder,
                recording,
                Map.of(StreamKind.MOUSE, mouse),
                List.of(),
                identity.violation().stream().toList()));
    }

    /** Renames what a line says, and leaves the checks to those that every format shares. */
    private static void line(long number, Map<String, @Nullable Object> fields, LineEventReader.Sink sink) {
        Map<String, @Nullable Object> named = new HashMap<>(fields);
        named.put("t_us", fields.get("ms") instanceof Number ms ? ms.doubleValue() * 1000 : null);
        named.put("type", fields.get("what"));
        sink.take(EventFields.parse(StreamKind.MOUSE, number - 1, named));
    }

    /** Says which field and how, never what was in it. */
    private static Violation invalid(CaptureFolder folder, String detail) {
        return new Violation(ViolationCode.METADATA_INVALID, folder.label(), ABOUT, detail);
    }

    private static Optional<Instant> time(JsonNode text) {
        try {
            return Optional.of(Instant.parse(text.asText()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
