package dev.scrim.featurizers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.ControlEvent;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The grammar against what was really done in the recorded sessions. */
class RecordedSessionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SLACK_US = 300_000;

    @Test
    void theDemoIsReadAsItWasDone() throws IOException {
        Pipeline run = Pipeline.run(RecordedEvents.demo());
        assertThat(run.steps.stream().map(s -> Hand.brief(s.action())))
                .containsExactly("dropdown 231,413 200,462", "click 236,452", "type \"524-11-7730\"", "click 368,451");
        assertThat(run.steps)
                .allMatch(s -> s.observation().isPresent() && s.after().isPresent());
        assertThat(run.steps).allMatch(s -> s.window().orElseThrow().app().equals("chromium"));
        assertThat(run.violations).isEmpty();
    }

    @Test
    void noEventOfAnyRecordingIsLostOrCountedTwice() throws IOException {
        for (RecordedEvents recorded : RecordedEvents.dev()) {
            Set<String> told = new HashSet<>();
            Pipeline run = Pipeline.run(recorded);
            run.fates.forEach(
                    f -> assertThat(told.add(f.stream() + ":" + f.ordinal())).isTrue());
            assertThat(told).as(recorded.id().value()).hasSize(recorded.events().size());
        }
    }

    @Test
    void nothingFromInsideAPauseIsKept() throws IOException {
        for (RecordedEvents recorded : RecordedEvents.dev()) {
            List<ControlEvent> marks = recorded.events().stream()
                    .filter(ControlEvent.class::isInstance)
                    .map(ControlEvent.class::cast)
                    .toList();
            for (int i = 0; i + 1 < marks.size(); i++) {
                if (marks.get(i).kind() == ControlEvent.Kind.PAUSE) {
                    long fromUs = marks.get(i).tUs();
                    long toUs = marks.get(i + 1).tUs();
                    Pipeline run = Pipeline.run(recorded);
                    assertThat(run.kept)
                            .noneMatch(
                                    k -> k.event().tUs() > fromUs && k.event().tUs() < toUs);
                    assertThat(run.steps.stream()
                                    .flatMap(s -> Stream.concat(s.observation().stream(), s.after().stream()))
                                    .map(FrameRef::tUs))
                            .noneMatch(t -> t > fromUs - 50_000 && t < toUs + 150_000);
                }
            }
        }
    }

    @Test
    void actionsAreThoseThatWereMeant() throws IOException {
        Map<String, int[]> byKind = new TreeMap<>(); // truth, got, matched
        for (RecordedEvents recorded : RecordedEvents.dev()) {
            List<Step> free = new ArrayList<>(Pipeline.run(recorded).steps);
            free.removeIf(s -> s.action().kind().equals("wait"));
            free.forEach(s -> byKind.computeIfAbsent(s.action().kind(), k -> new int[3])[1]++);
            var truth = RecordedEvents.shared()
                    .resolve("truth")
                    .resolve(recorded.id().value());
            for (String line : Files.readAllLines(truth.resolve("actions.jsonl"))) {
                JsonNode want = JSON.readTree(line);
                if (want.get("kind").asText().equals("wait")
                        || want.path("in_pause").asBoolean()) {
                    continue;
                }
                int[] counts = byKind.computeIfAbsent(want.get("kind").asText(), k -> new int[3]);
                counts[0]++;
                Optional<Step> match =
                        free.stream().filter(s -> matches(want, s.action())).findFirst();
                match.ifPresent(free::remove);
                counts[2] += match.isPresent() ? 1 : 0;
            }
        }
        int[] all = new int[3];
        byKind.forEach((kind, n) -> {
            assertThat(2.0 * n[2] / (n[0] + n[1])).as("F1 of %s", kind).isGreaterThanOrEqualTo(0.9);
            for (int i = 0; i < 3; i++) {
                all[i] += n[i];
            }
        });
        assertThat(2.0 * all[2] / (all[0] + all[1])).as("F1 of all").isGreaterThanOrEqualTo(0.97);
    }

    private static boolean matches(JsonNode want, Action got) {
        if (!want.get("kind").asText().equals(got.kind())
                || got.span().startUs() > want.get("t_us_end").asLong() + SLACK_US
                || got.span().endUs() < want.get("t_us_start").asLong() - SLACK_US) {
            return false;
        }
        if (got instanceof Action.TypeText typed) {
            return typed.text().equals(want.get("text").asText());
        }
        if (got instanceof Action.PressKey key) {
            return want.get("keys").size() == 1
                    && key.key().equals(want.at("/keys/0").asText());
        }
        if (got instanceof Action.Hotkey hotkey) {
            Set<String> keys = new HashSet<>();
            want.get("keys").forEach(k -> keys.add(k.asText()));
            return keys.equals(Set.copyOf(hotkey.keys()));
        }
        Point at = new Point(want.get("x").asDouble(), want.get("y").asDouble());
        return place(got).filter(p -> p.distanceTo(at) <= 5).isPresent();
    }

    private static Optional<Point> place(Action action) {
        if (action instanceof Action.Click click) {
            return Optional.of(click.at());
        }
        if (action instanceof Action.Drag drag) {
            return Optional.of(drag.path().get(0));
        }
        if (action instanceof Action.Scroll scroll) {
            return Optional.of(scroll.at());
        }
        return action instanceof Action.DropdownSelect choice ? Optional.of(choice.control()) : Optional.empty();
    }
}
