package dev.scrim.featurizers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.ControlEvent;
import dev.scrim.datasets.model.FrameEvent;
import dev.scrim.datasets.model.KeyEvent;
import dev.scrim.datasets.model.MouseButton;
import dev.scrim.datasets.model.MouseEvent;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.RawEvent;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.model.WindowEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a recorded session for tests; frames come from a list of {@code pts,bytes,key} beside the tests. */
public record RecordedEvents(RecordingId id, Viewport viewport, List<RawEvent> events) {
    /** By time, then stream, then ordinal: the order in which the state machines take events. */
    public static final Comparator<RawEvent> ORDER = Comparator.comparingLong(RawEvent::tUs)
            .thenComparing(RawEvent::stream)
            .thenComparingLong(RawEvent::ordinal);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The small session that the tests carry with them. */
    public static RecordedEvents demo() throws IOException {
        return read(Path.of("src", "test", "resources", "demo-quick"));
    }

    /** Folders of the shared recordings; skips the test where they are not there. */
    public static Path shared() {
        Path root = Path.of(System.getProperty("scrim.shared", "../../shared"), "recordings");
        assumeTrue(Files.isDirectory(root), "the shared recordings are not beside this checkout");
        return root;
    }

    public static List<RecordedEvents> dev() throws IOException {
        List<RecordedEvents> all = new ArrayList<>();
        try (var folders = Files.list(shared().resolve("dev"))) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                if (RecordedEvents.class.getResource("/frames/" + folder.getFileName() + ".csv") != null) {
                    all.add(read(folder));
                }
            }
        }
        return all;
    }

    public static RecordedEvents read(Path folder) throws IOException {
        JsonNode meta = JSON.readTree(folder.resolve("recording.json").toFile());
        String id = meta.get("recording_id").asText();
        JsonNode screen = meta.get("screen");
        List<RawEvent> events = new ArrayList<>();
        for (String stream : List.of("control", "window", "keyboard", "mouse")) {
            Path file = folder.resolve(stream + ".jsonl");
            if (Files.exists(file)) {
                long ordinal = 0;
                for (String line : Files.readAllLines(file)) {
                    events.add(event(stream, ordinal++, JSON.readTree(line)));
                }
            }
        }
        events.addAll(frames(id, meta.at("/streams/screen/0/start_us").asLong()));
        events.sort(ORDER);
        return new RecordedEvents(
                new RecordingId(id),
                new Viewport(
                        screen.get("width").asInt(),
                        screen.get("height").asInt(),
                        screen.get("scale").asDouble()),
                List.copyOf(events));
    }

    private static List<RawEvent> frames(String id, long startUs) throws IOException {
        List<RawEvent> frames = new ArrayList<>();
        try (InputStream in = RecordedEvents.class.getResourceAsStream("/frames/" + id + ".csv")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList()) {
                List<String> cells = List.of(line.split(",", -1));
                int n = frames.size();
                frames.add(new FrameEvent(
                        startUs + Long.parseLong(cells.get(0)),
                        n,
                        0,
                        n,
                        Integer.parseInt(cells.get(1)),
                        cells.get(2).equals("1")));
            }
        }
        return frames;
    }

    private static RawEvent event(String stream, long ordinal, JsonNode e) {
        long tUs = e.get("t_us").asLong();
        return switch (stream) {
            case "control" ->
                new ControlEvent(
                        tUs,
                        ordinal,
                        ControlEvent.Kind.valueOf(upper(e.get("type").asText())));
            case "window" ->
                new WindowEvent(
                        tUs,
                        ordinal,
                        e.get("app").asText(),
                        e.get("title").asText(),
                        text(e.get("url")),
                        new Box(
                                e.at("/bounds/0").asInt(),
                                e.at("/bounds/1").asInt(),
                                e.at("/bounds/2").asInt(),
                                e.at("/bounds/3").asInt()));
            case "keyboard" -> {
                List<String> mods = new ArrayList<>();
                e.get("mods").forEach(m -> mods.add(m.asText()));
                yield new KeyEvent(
                        tUs,
                        ordinal,
                        e.get("type").asText().equals("down"),
                        e.get("key").asText(),
                        e.get("code").asInt(),
                        text(e.get("char")),
                        mods,
                        e.get("repeat").asBoolean());
            }
            default ->
                new MouseEvent(
                        tUs,
                        ordinal,
                        MouseEvent.Kind.valueOf(upper(e.get("type").asText())),
                        new Point(e.get("x").asDouble(), e.get("y").asDouble()),
                        text(e.get("button")).map(b -> MouseButton.valueOf(upper(b))),
                        e.path("dx").asInt(),
                        e.path("dy").asInt());
        };
    }

    private static Optional<String> text(JsonNode node) {
        return node == null || node.isNull() ? Optional.empty() : Optional.of(node.asText());
    }

    private static String upper(String s) {
        return s.toUpperCase(Locale.ROOT);
    }
}
