package dev.scrim.featurizers.moment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.ControlEvent;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.ScreenClock;
import dev.scrim.datasets.model.Step;
import dev.scrim.featurizers.Hand;
import dev.scrim.featurizers.Pipeline;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepAssemblerTest {
    private static long ms(Optional<FrameRef> frame) {
        return frame.orElseThrow().tUs() / 1000;
    }

    @Test
    void theObservationIsFromBeforeThePointerSetsOut() {
        Hand hand = new Hand().frame(30_000, true).frames(50, 50, 50, 50);
        hand.after(50); // 450
        for (int i = 0; i < 5; i++) {
            hand.move(300 + 20 * i, 300).after(50).frame(300).after(50);
        }
        Pipeline run = hand.click(400, 300).frames(2000, 60, 60, 60, 60, 60).run();
        Step step = run.steps.get(0);
        assertThat(ms(step.observation())).isEqualTo(400);
    }

    @Test
    void theAfterFrameIsTheFirstOneAtRestBehindTheEffect() {
        Pipeline run = new Hand()
                .frame(30_000, true)
                .frames(50, 50, 50, 50)
                .click(400, 300)
                .frames(60, 5000, 4000, 60, 60, 60, 60, 60)
                .run();
        // released at 460; loud at 660 and 760; settled 250 ms later
        assertThat(ms(run.steps.get(0).after())).isEqualTo(1060);
    }

    @Test
    void anObservationNeverShowsThePressOrWhatCameAfterIt() {
        Pipeline run = new Hand()
                .frame(30_000, true)
                .frames(50, 50)
                .after(100)
                .press(4, 4)
                .frame(5000)
                .after(50)
                .release()
                .run();
        assertThat(ms(run.steps.get(0).observation())).isEqualTo(200);
    }

    @Test
    void anObservationComesAfterThePreviousEffectWherePossible() {
        Pipeline run = new Hand()
                .frame(30_000, true)
                .frames(50, 50, 50)
                .click(4, 4)
                .frames(6000, 5000, 60, 60)
                .click(300, 300)
                .frames(60, 60, 60, 60)
                .run();
        assertThat(ms(run.steps.get(1).observation()))
                .isGreaterThanOrEqualTo(ms(run.steps.get(0).after()));
        assertThat(ms(run.steps.get(1).observation())).isLessThan(760);
    }

    @Test
    void whereNothingChangedTheNextObservationIsTheSameFrame() {
        Pipeline run = new Hand()
                .frame(30_000, true)
                .frames(50, 50, 50)
                .click(4, 4)
                .frames(6000, 60, 60, 60, 60, 60, 60, 60, 60)
                .click(300, 300)
                .frames(60, 60, 60, 60)
                .run();
        assertThat(run.steps.get(1).observation()).isEqualTo(run.steps.get(0).after());
    }

    @Test
    void noFrameCrossesAPause() {
        Pipeline run = new Hand()
                .frame(30_000, true)
                .frames(50, 50, 50)
                .click(4, 4)
                .after(10)
                .control(ControlEvent.Kind.PAUSE)
                .frames(6000, 60, 60)
                .control(ControlEvent.Kind.RESUME)
                .after(60)
                .click(300, 300)
                .frames(60, 60, 60, 60, 60, 60)
                .run();
        assertThat(run.steps.get(0).after()).isEmpty();
        assertThat(run.steps.get(1).observation()).isEmpty();
        assertThat(run.violations).extracting(v -> v.code()).containsExactly(ViolationCode.FRAME_MISSING);
        assertThat(run.violations.get(0).location()).isEqualTo("step:1");
        assertThat(ms(run.steps.get(1).after()))
                .isGreaterThan(ms(run.steps.get(0).observation()));
    }

    @Test
    void aTextIsObservedBeforeItsFirstKeyHoweverLongItIs() {
        Hand hand = new Hand().frame(30_000, true).frames(50, 50);
        hand.after(20);
        for (int i = 0; i < 300; i++) {
            hand.type("a").frame(120);
        }
        Pipeline run = hand.frames(50, 50, 50, 50).run();
        assertThat(run.steps).hasSize(1);
        assertThat(ms(run.steps.get(0).observation())).isEqualTo(200);
    }

    @Test
    void aRecordingWithoutVideoKeepsItsStepsAndSaysSo() {
        Pipeline run = new Hand().after(100).click(4, 4).after(700).type("ab").run();
        assertThat(run.steps).hasSize(2);
        assertThat(run.violations).hasSize(2);
    }

    @Test
    void aPressIsCheckedByAFrameFromBeforeItsObservation() {
        Pipeline run = new Hand()
                .frame(30_000, true)
                .frames(50, 50, 50, 50, 50, 50, 50, 50)
                .after(50)
                .click(400, 300)
                .frames(60, 5000, 60, 60, 60, 60, 60)
                .run();
        assertThat(run.probes).hasSize(1);
        EffectProbe probe = run.probes.get(0);
        assertThat(probe.step()).isZero();
        assertThat(Optional.of(probe.observation())).isEqualTo(run.steps.get(0).observation());
        assertThat(Optional.of(probe.after())).isEqualTo(run.steps.get(0).after());
        assertThat(probe.observation().tUs() - probe.earlier().tUs()).isEqualTo(500_000);
    }

    @Test
    void aFrameThatMayStillLackThePreviousEffectChecksNothing() {
        Pipeline run = new Hand()
                .frame(30_000, true)
                .frames(50, 50, 50)
                .click(4, 4)
                .frames(6000, 5000, 60, 60, 60, 300)
                .click(300, 300)
                .frames(60, 60, 60, 60)
                .run();
        assertThat(run.steps).hasSize(2);
        assertThat(run.probes).isEmpty();
    }

    /** Frames 100 ms apart; a press at 470 ms. */
    private static Pipeline atEvent(long offsetUs) {
        Hand hand = new Hand()
                .frame(30_000, true)
                .frames(50, 50, 9000, 9000)
                .after(70)
                .click(400, 300)
                .frames(9000, 50, 50, 50, 50, 50, 50, 50);
        ScreenClock clock = ScreenClock.implied(0).settled(offsetUs, 20_000);
        MomentRules standard = MomentRules.STANDARD;
        MomentRules rules = new MomentRules(
                        MomentRules.Profile.AGENTNET,
                        standard.clockUncertaintyUs(),
                        standard.offsetUs(),
                        standard.settleUs(),
                        standard.maxAfterUs(),
                        standard.maxAgeUs())
                .within(clock);
        return hand.run(rules);
    }

    @Test
    void agentNetTakesTheFrameAtThePressWhateverIsOnIt() {
        assertThat(ms(atEvent(0).steps.get(0).observation())).isEqualTo(400);
    }

    @Test
    void agentNetTakesItByTheStatedClock() {
        // What settling added to the frames' times is taken off again: such a frame is yet to come when the press is.
        Step late = atEvent(300_000).steps.get(0);
        assertThat(ms(late.observation())).isEqualTo(730);
        assertThat(ms(late.after())).isGreaterThan(ms(late.observation()));
        assertThat(ms(atEvent(-200_000).steps.get(0).observation())).isEqualTo(200);
    }
}
