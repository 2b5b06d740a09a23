package dev.scrim.featurizers.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.ControlEvent;
import dev.scrim.datasets.model.DropCode;
import dev.scrim.datasets.model.StreamKind;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.featurizers.Hand;
import dev.scrim.featurizers.Pipeline;
import dev.scrim.featurizers.action.ActionProfile;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TimelineCutterTest {
    private static Map<Long, DropCode> cutFrames(Pipeline run) {
        return run.fates.stream()
                .filter(f -> f.stream() == StreamKind.SCREEN)
                .filter(f -> f.dropCode().filter(c -> c != DropCode.CONTEXT).isPresent())
                .collect(Collectors.toMap(f -> f.ordinal(), f -> f.dropCode().orElseThrow()));
    }

    private static List<Long> keptFrameTimesMs(Pipeline run) {
        return run.kept.stream()
                .map(KeptEvent::event)
                .filter(e -> e.stream() == StreamKind.SCREEN)
                .map(e -> e.tUs() / 1000)
                .toList();
    }

    @Test
    void framesInsideAPauseAndNearItsEdgesAreGone() {
        Hand hand = new Hand().frame(100, true);
        hand.frames(9, 9, 9, 9).after(30).control(ControlEvent.Kind.PAUSE).after(-30);
        hand.frames(9, 9, 9).after(20).control(ControlEvent.Kind.RESUME).after(-20);
        hand.frames(9, 9, 9);
        // the pause is at 430, the resume at 720; frames at 500, 600, 700 lie inside, 400 before and 800 behind too
        // near
        assertThat(keptFrameTimesMs(hand.run())).containsExactly(0L, 100L, 200L, 300L, 900L, 1000L);
    }

    @Test
    void aPauseWithoutResumeLastsToTheEnd() {
        Pipeline run = new Hand()
                .after(100)
                .type("a")
                .control(ControlEvent.Kind.PAUSE)
                .after(60_000)
                .type("bc")
                .frame(7)
                .run();
        assertThat(run.steps).hasSize(1);
        assertThat(run.fates.stream().filter(f -> f.dropCode().equals(java.util.Optional.of(DropCode.PAUSED))))
                .hasSize(5);
    }

    @Test
    void whatBearsTheVeryTimeOfAResumeCountsAsInsideThePause() {
        Hand hand = new Hand().after(100).control(ControlEvent.Kind.PAUSE).after(500);
        Pipeline run = hand.control(ControlEvent.Kind.RESUME)
                .tap("KeyA")
                .after(300)
                .type("b")
                .run();
        assertThat(run.steps.stream().map(s -> Hand.brief(s.action()))).containsExactly("type \"b\"");
    }

    @Test
    void nothingBehindTheStopIsKept() {
        Pipeline run = new Hand()
                .after(500)
                .frame(7, true)
                .after(200)
                .control(ControlEvent.Kind.STOP)
                .frame(7)
                .after(10)
                .type("x")
                .frame(7)
                .run();
        assertThat(cutFrames(run)).containsOnly(Map.entry(1L, DropCode.AFTER_STOP), Map.entry(2L, DropCode.AFTER_STOP));
        assertThat(run.steps).isEmpty();
    }

    @Test
    void withoutConsentNothingIsKept() {
        Pipeline run = new Hand().after(100).type("abc").frame(5, true).run(ActionProfile.DEFAULT, List.of());
        assertThat(run.kept).isEmpty();
        assertThat(run.fates).hasSize(7).allMatch(f -> f.dropCode().orElseThrow() == DropCode.NO_CONSENT);
    }

    @Test
    void framesThatMayShowUnconsentedTimeAreGoneToo() {
        Hand hand = new Hand().frame(100, true).frames(9, 9, 9, 9, 9, 9, 9, 9, 9);
        Pipeline run =
                hand.run(ActionProfile.DEFAULT, List.of(new TimeSpan(0, 330_000), new TimeSpan(590_000, 2_000_000)));
        assertThat(keptFrameTimesMs(run)).containsExactly(0L, 100L, 200L, 800L, 900L);
        assertThat(run.kept.stream().map(KeptEvent::segment).distinct()).containsExactly(0, 1);
    }

    @Test
    void aStopOrPauseInUnconsentedTimeStillHolds() {
        Hand hand = new Hand()
                .after(1000)
                .control(ControlEvent.Kind.PAUSE)
                .after(2000)
                .type("ab");
        Pipeline run = hand.run(ActionProfile.DEFAULT, List.of(new TimeSpan(2_000_000, 9_000_000)));
        assertThat(run.kept).isEmpty();
    }

    @Test
    void offScreenPlacesAreCutWithACodeAndNeverClamped() {
        Pipeline run = new Hand()
                .after(1000)
                .frame(9, true)
                .after(50)
                .click(1500, 20)
                .after(50)
                .move(2000, 2000)
                .after(900)
                .click(20, 20)
                .after(900)
                .click(-1, 5)
                .run();
        assertThat(run.steps.stream().map(s -> Hand.brief(s.action()))).containsExactly("click 20,20");
        assertThat(run.fates.stream()
                        .filter(f -> f.stream() == StreamKind.MOUSE)
                        .filter(f -> f.dropCode().isPresent()))
                .hasSize(5)
                .allMatch(f -> f.dropCode().orElseThrow() == DropCode.OFF_SCREEN);
        assertThat(run.violations).extracting(v -> v.code()).containsOnly(ViolationCode.OFF_SCREEN);
        assertThat(run.violations).hasSize(2);
    }

    @Test
    void aWindowThatChangedInsideAPauseLeavesTheWindowUnknown() {
        Hand hand = new Hand()
                .after(100)
                .window("one", "1")
                .after(10)
                .control(ControlEvent.Kind.PAUSE)
                .after(1000)
                .window("two", "2")
                .after(10)
                .control(ControlEvent.Kind.RESUME)
                .after(1000)
                .click(5, 6);
        assertThat(hand.run().steps.get(0).window()).isEmpty();
    }

    @Test
    void aWindowThatStayedThroughAPauseIsStillKnown() {
        Hand hand = new Hand()
                .after(100)
                .window("one", "1")
                .after(10)
                .control(ControlEvent.Kind.PAUSE)
                .after(1000)
                .control(ControlEvent.Kind.RESUME)
                .after(1000)
                .click(5, 6);
        assertThat(hand.run().steps.get(0).window().orElseThrow().app()).isEqualTo("one");
    }
}
