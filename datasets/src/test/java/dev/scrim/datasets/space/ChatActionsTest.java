package dev.scrim.datasets.space;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.MouseButton;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.model.StepRating;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.shards.Coordinates;
import dev.scrim.datasets.shards.EncodedImage;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.FlatAction;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ScreenProjection;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardName;
import dev.scrim.datasets.shards.ShardSample;
import dev.scrim.datasets.shards.ShardWriter;
import dev.scrim.datasets.shards.StepSchema;
import dev.scrim.datasets.split.Split;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Actions of every kind through every chat format and space, from columns to lines and back, read apart from it. */
class ChatActionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STEPS = 80;

    @TempDir
    Path temp;

    private record Shown(String id, Action action, Viewport screen) {}

    @ParameterizedTest
    @CsvSource({
        "chat-llama-factory, anthropic, pixels",
        "chat-llama-factory, openai, pixels",
        "chat-llama-factory, ui-tars, pixels",
        "chat-llama-factory, opencua, pixels",
        "chat-llama-factory, anthropic, multiple-28",
        "chat-llama-factory, opencua, unit",
        "chat-trl, anthropic, pixels",
        "chat-trl, openai, multiple-28",
        "chat-trl, ui-tars, unit",
        "chat-trl, opencua, multiple-28",
        "chat-ms-swift, ui-tars, pixels",
        "chat-ms-swift, ui-tars, unit",
        "chat-ms-swift, ui-tars, multiple-28",
        "chat-ms-swift, anthropic, pixels",
        "chat-ms-swift, openai, pixels",
        "chat-ms-swift, opencua, pixels",
        "chat-opencua, opencua, pixels",
        "chat-opencua, opencua, unit",
    })
    void whatASpaceCanSayIsInALineAndReadsBackAndWhatItCannotIsNowhere(String format, String space, String unit)
            throws IOException {
        ExportOptions options = options(Coordinates.of(unit).orElseThrow(), space);
        List<Shown> shown = new ArrayList<>();
        List<ShardSample> samples = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            RandomActions random = new RandomActions(i);
            Action action = flat(random.of(RandomActions.KINDS.get(i % RandomActions.KINDS.size())));
            ShardSample sample = sample(i, action, random.viewport, options);
            samples.add(sample);
            ScreenProjection picture = new ScreenProjection(random.viewport, options);
            Viewport screen = new Viewport(picture.widthPx(), picture.heightPx(), 1);
            shown.add(new Shown(sample.sampleId(), onto(action, random.viewport, screen), screen));
        }
        List<JsonNode> lines = write(format, options, samples);
        SortedMap<String, List<String>> said = new TreeMap<>();
        lines.forEach(line -> collect(line, said));
        ActionSpace words = space(space, unit, format);
        for (Shown step : shown) {
            List<String> calls = said.remove(step.id());
            assertThat(calls != null)
                    .as("%s of %s in %s", step.id(), step.action(), space)
                    .isEqualTo(Expected.sayable(space, step.action(), step.screen()));
            if (calls != null) {
                Parsing parsed = words.parse(calls, step.screen());
                assertThat(parsed).as("%s", calls).isInstanceOf(Parsing.Read.class);
                assertThat(Expected.same(space, step.action(), ((Parsing.Read) parsed).action(), step.screen()))
                        .as("%s became %s by %s", step.action(), parsed, calls)
                        .isTrue();
            }
        }
        assertThat(said).isEmpty();
    }

    /** Whole thousandths in the spaces of whole pixels: each place is off by half a thousandth at most. */
    @ParameterizedTest
    @CsvSource({"chat-llama-factory, anthropic", "chat-trl, openai", "chat-ms-swift, anthropic"})
    void thousandthsAreSaidAsTheyAre(String format, String space) throws IOException {
        Viewport screen = new Viewport(1920, 1080, 1);
        ExportOptions options = options(Coordinates.THOUSANDTHS, space);
        List<Point> places = List.of(new Point(960, 270), new Point(1919.9, 0), new Point(0, 1079.9));
        List<ShardSample> samples = new ArrayList<>();
        for (Point p : places) {
            Action click = new Action.Click(Dialect.UNTIMED, p, MouseButton.LEFT, 1, List.of());
            samples.add(sample(samples.size(), click, screen, options));
        }
        SortedMap<String, List<String>> said = new TreeMap<>();
        write(format, options, samples).forEach(line -> collect(line, said));
        List<String> calls = said.values().stream().map(c -> c.get(0)).toList();
        assertThat(calls)
                .isEqualTo(
                        space.equals("openai")
                                ? List.of(
                                        "{\"button\":\"left\",\"type\":\"click\",\"x\":500,\"y\":250}",
                                        "{\"button\":\"left\",\"type\":\"click\",\"x\":999,\"y\":0}",
                                        "{\"button\":\"left\",\"type\":\"click\",\"x\":0,\"y\":999}")
                                : List.of(
                                        "{\"action\":\"left_click\",\"coordinate\":[500,250]}",
                                        "{\"action\":\"left_click\",\"coordinate\":[999,0]}",
                                        "{\"action\":\"left_click\",\"coordinate\":[0,999]}"));
    }

    /** UI-TARS on Qwen2.5-VL: pixels of the picture as it is exported. */
    @Test
    void multiplesOf28AreUiTarsOwnPixels() throws IOException {
        Viewport screen = new Viewport(1920, 1080, 1);
        ExportOptions options = options(Coordinates.MULTIPLE_28, "ui-tars");
        Action click = new Action.Click(Dialect.UNTIMED, new Point(960, 270), MouseButton.LEFT, 1, List.of());
        JsonNode line = write("chat-trl", options, List.of(sample(0, click, screen, options)))
                .get(0);
        assertThat(line.at("/messages/2/content/0/text").asText())
                .isEqualTo("click(start_box='<|box_start|>(700,196)<|box_end|>')");
        assertThat(line.at("/messages/0/content/0/text").asText()).contains("as whole pixels of the picture");
    }

    @Test
    void swiftGetsPlacesAsSharesOfTheirPictures() throws IOException {
        Viewport screen = new Viewport(1920, 1080, 1);
        ExportOptions options = options(Coordinates.PIXELS, "");
        Action drag = new Action.Drag(
                Dialect.UNTIMED, List.of(new Point(480, 270), new Point(960, 540)), MouseButton.LEFT, List.of());
        Action typed = new Action.TypeText(Dialect.UNTIMED, "<bbox><image></img>", "", false);
        JsonNode line = write(
                        "chat-ms-swift",
                        options,
                        List.of(sample(0, typed, screen, options), sample(1, drag, screen, options)))
                .get(0);
        assertThat(line.at("/messages/2/content").asText())
                .isEqualTo("type(content='\\u003cbbox>\\u003cimage>\\u003c/img>')");
        assertThat(line.at("/messages/4/content").asText()).isEqualTo("drag(start_box='<bbox>', end_box='<bbox>')");
        assertThat(line.at("/objects").toString())
                .isEqualTo("{\"bbox\":[[0.25,0.25],[0.5,0.5]],\"bbox_type\":\"norm1\",\"image_id\":[1,1],\"ref\":[]}");
    }

    @Test
    void swiftIsToldOfEarlierStepsWithoutPlacesInAUnitOfOurs() throws IOException {
        Viewport screen = new Viewport(1920, 1080, 1);
        ExportOptions options = options(Coordinates.PIXELS, "");
        List<ShardSample> samples = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Action click = new Action.Click(Dialect.UNTIMED, new Point(960, 270), MouseButton.LEFT, 1, List.of());
            samples.add(sample(i, click, screen, options));
        }
        assertThat(write("chat-ms-swift", options, samples)
                        .get(1)
                        .at("/messages/1/content")
                        .asText())
                .contains("click(start_box='...')")
                .doesNotContain("box_start");
    }

    private static ExportOptions options(Coordinates unit, String space) {
        return new ExportOptions(
                ExportOptions.STANDARD.codec(),
                ExportOptions.STANDARD.quality(),
                unit == Coordinates.MULTIPLE_28 ? 1400 : 0,
                unit,
                space,
                10);
    }

    /** Columns know a drag by its ends. */
    private static Action flat(Action action) {
        if (action instanceof Action.Drag d) {
            List<Point> ends = List.of(d.path().get(0), d.path().get(d.path().size() - 1));
            return new Action.Drag(d.span(), ends, d.button(), d.modifiers());
        }
        return action;
    }

    private static Action onto(Action action, Viewport from, Viewport to) {
        java.util.function.UnaryOperator<Point> scale =
                p -> new Point(p.x() * to.widthPx() / from.widthPx(), p.y() * to.heightPx() / from.heightPx());
        if (from.equals(to)) {
            return action;
        }
        if (action instanceof Action.Click a) {
            return new Action.Click(a.span(), scale.apply(a.at()), a.button(), a.count(), a.modifiers());
        }
        if (action instanceof Action.Drag a) {
            return new Action.Drag(a.span(), a.path().stream().map(scale).toList(), a.button(), a.modifiers());
        }
        if (action instanceof Action.Scroll a) {
            return new Action.Scroll(a.span(), scale.apply(a.at()), a.ticksX(), a.ticksY(), a.modifiers());
        }
        if (action instanceof Action.DropdownSelect a) {
            return new Action.DropdownSelect(
                    a.span(), scale.apply(a.control()), scale.apply(a.option()), a.controlText(), a.optionText());
        }
        return action;
    }

    private static ActionSpace space(String name, String unit, String format) {
        return name.equals("ui-tars") && unit.equals("multiple-28") && !format.equals("chat-ms-swift")
                ? ActionSpaces.uiTars(UiTarsScale.RESIZED_PIXELS, ActionSpaces.STRAIGHT_PX)
                : ActionSpaces.named(name).orElseThrow();
    }

    private ShardSample sample(int step, Action action, Viewport screen, ExportOptions options) throws IOException {
        ScreenProjection projection = new ScreenProjection(screen, options);
        Optional<String> text = action instanceof Action.TypeText t ? Optional.of(t.text()) : Optional.empty();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", png);
        return new ShardSample(
                "sample-%08d".formatted(step),
                "trajectory",
                Split.TRAIN,
                step,
                Optional.of("Try it"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                screen,
                FlatAction.from(action, text).projected(projection::point),
                Optional.of(EncodedImage.ofPng(png.toByteArray())),
                Optional.empty(),
                CategoryCounts.NONE,
                new StepRating(Sensitivity.of(1), Sensitivity.of(1)),
                Optional.empty(),
                Optional.empty());
    }

    private List<JsonNode> write(String format, ExportOptions options, List<ShardSample> samples) throws IOException {
        ShardDirectory directory = new LocalShardDirectory(temp);
        try (ShardWriter writer = ShardFormats.load()
                .steps(format)
                .write(directory, new ShardName(Split.TRAIN, 0, 1), StepSchema.STEP, options)) {
            for (ShardSample sample : samples) {
                writer.write(StepSchema.disclose(sample, StepSchema.STEP));
            }
            for (ShardInfo file : writer.finish()) {
                List<String> problems = new ArrayList<>();
                ShardFormats.load().get(format).reread(directory, file, problems::add);
                assertThat(problems).as(file.file()).isEmpty();
            }
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(temp.resolve("data/train-00000-of-00001.jsonl"))) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    /** Calls by the name of the picture that they answer. */
    private static void collect(JsonNode line, SortedMap<String, List<String>> out) {
        if (line.has("traj")) {
            line.get("traj")
                    .forEach(s -> out.put(
                            s.get("image").asText().replace(".png", ""),
                            List.of(s.at("/value/code").asText().split("\n", -1))));
            return;
        }
        int seen = -1;
        int box = 0;
        for (JsonNode message : line.get("messages")) {
            String role = message.get("role").asText();
            JsonNode content = message.get("content");
            String text = content.isTextual()
                    ? content.asText()
                    : content.findPath("text").asText();
            if (role.equals("user") || role.equals("tool_response")) {
                seen++;
            } else if (!role.equals("system")) {
                String id = line.get("images").get(seen).asText().replaceAll("images/|\\.png", "");
                List<String> calls = out.computeIfAbsent(id, k -> new ArrayList<>());
                for (String call : text.split("\n", -1)) {
                    while (call.contains("<bbox>")) {
                        JsonNode at = line.at("/objects/bbox/" + box++);
                        call = call.replaceFirst(
                                "<bbox>", "<|box_start|>(" + cell(at.get(0)) + "," + cell(at.get(1)) + ")<|box_end|>");
                    }
                    calls.add(role.equals("tool_call") ? arguments(call) : call);
                }
            }
        }
        assertThat(seen + 1).isEqualTo(line.get("images").size());
    }

    private static long cell(JsonNode share) {
        return Math.min(999, Math.round(share.asDouble() * 1000));
    }

    private static String arguments(String call) {
        try {
            return JSON.readTree(call).get("arguments").toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
