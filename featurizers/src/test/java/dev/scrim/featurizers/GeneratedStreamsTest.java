package dev.scrim.featurizers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.ControlEvent;
import dev.scrim.datasets.model.MouseButton;
import dev.scrim.datasets.model.RawEvent;
import dev.scrim.datasets.model.Step;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.featurizers.action.ActionProfile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws that hold for any stream, well-formed or not. */
class GeneratedStreamsTest {
    private static final List<String> KEYS = List.of(
            "KeyA",
            "KeyB",
            "Digit1",
            "Space",
            "Enter",
            "Tab",
            "Backspace",
            "Delete",
            "ArrowLeft",
            "Escape",
            "F5",
            "ShiftLeft",
            "ControlLeft",
            "AltLeft",
            "MetaLeft",
            "CapsLock",
            "Quote",
            "Unidentified");

    private static final List<ControlEvent.Kind> MARKS =
            List.of(ControlEvent.Kind.PAUSE, ControlEvent.Kind.RESUME, ControlEvent.Kind.STOP);

    static IntStream seeds() {
        return IntStream.range(0, 400);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyEventHasOneFateAndStepsAreInOrder(int seed) {
        Random random = new Random(seed);
        Hand hand = scribble(random, 200 + random.nextInt(400));
        ActionProfile profile =
                ActionProfile.all().get(random.nextInt(ActionProfile.all().size()));
        List<TimeSpan> consented = random.nextInt(3) > 0
                ? List.of(new TimeSpan(0, Long.MAX_VALUE))
                : List.of(new TimeSpan(0, 20_000_000), new TimeSpan(25_000_000, 60_000_000));
        Pipeline run = hand.run(profile, consented);

        Set<String> expected = new HashSet<>();
        for (RawEvent event : hand.events) {
            expected.add(event.stream() + ":" + event.ordinal());
        }
        List<String> told = new ArrayList<>();
        run.fates.forEach(f -> told.add(f.stream() + ":" + f.ordinal()));
        assertThat(told).doesNotHaveDuplicates().hasSameSizeAs(expected);
        assertThat(expected).containsAll(told);

        assertThat(IntStream.range(0, run.steps.size())
                        .allMatch(i -> run.steps.get(i).ordinal() == i))
                .isTrue();
        assertThat(run.fates).allMatch(f -> f.step().isEmpty() || f.step().getAsInt() < run.steps.size());
        assertInOrder(run.steps);
        assertFramesFit(run);
        // the same events give the same steps
        assertThat(hand.run(profile, consented).steps).isEqualTo(run.steps);
    }

    private static void assertInOrder(List<Step> steps) {
        for (int i = 1; i < steps.size(); i++) {
            Step before = steps.get(i - 1);
            Step step = steps.get(i);
            assertThat(step.action().span().startUs())
                    .isGreaterThanOrEqualTo(before.action().span().startUs());
            assertThat(step.trajectory() - before.trajectory()).isBetween(0, 1);
        }
    }

    private static void assertFramesFit(Pipeline run) {
        Set<Long> kept = new HashSet<>();
        run.kept.forEach(k -> kept.add(k.event().tUs()));
        for (Step step : run.steps) {
            step.observation().ifPresent(f -> assertThat(kept).contains(f.tUs()));
            step.after().ifPresent(f -> assertThat(kept).contains(f.tUs()));
            if (!step.action().kind().equals("wait")) {
                step.observation()
                        .ifPresent(f -> assertThat(f.tUs())
                                .isLessThan(step.action().span().startUs()));
                step.after()
                        .ifPresent(f -> assertThat(f.tUs())
                                .isGreaterThan(step.action().span().endUs()));
            }
        }
    }

    private static Hand scribble(Random random, int actions) {
        Hand hand = new Hand().frame(20_000 + random.nextInt(50_000), true);
        for (int i = 0; i < actions; i++) {
            hand.after(random.nextInt(10) == 0 ? random.nextInt(4000) : random.nextInt(150));
            int px = random.nextInt(1400) - 50;
            int py = random.nextInt(900) - 50;
            String key = KEYS.get(random.nextInt(KEYS.size()));
            MouseButton button = List.of(MouseButton.LEFT, MouseButton.MIDDLE, MouseButton.RIGHT)
                    .get(random.nextInt(3));
            switch (random.nextInt(18)) {
                case 0 -> hand.press(px, py, button);
                case 1 -> hand.release(button);
                case 2 -> hand.click(Math.floorMod(px, 1280), Math.floorMod(py, 800));
                case 3 -> hand.scroll(random.nextInt(3) - 1);
                case 4 -> hand.down(key);
                case 5 -> hand.up(key);
                case 6 -> hand.repeat(key);
                case 7 -> hand.tap(key);
                case 8 -> hand.type("ab C");
                case 9 -> hand.window("app" + random.nextInt(2), "t" + random.nextInt(2));
                case 10 -> {
                    if (random.nextInt(8) == 0) {
                        hand.control(MARKS.get(random.nextInt(random.nextInt(10) == 0 ? 3 : 2)));
                    }
                }
                case 11, 12, 13 -> hand.move(px, py);
                default -> hand.frame(random.nextInt(4) == 0 ? random.nextInt(9000) : 60, random.nextInt(40) == 0);
            }
        }
        return hand;
    }
}
