package dev.scrim.redaction.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StratifiedGaugeTest {
    private static final double TARGET = 0.005;

    private static Stratum stratum(String name, long population, long frames, long leaks, double sensitivity) {
        return new Stratum(name, population, new Verdicts(frames, leaks), sensitivity);
    }

    @Test
    void withOneStratumItSaysWhatTheGaugeSays() {
        for (Verdicts v : List.of(new Verdicts(612, 0), new Verdicts(900, 1), new Verdicts(10, 3))) {
            StratifiedGauge some = new StratifiedGauge(
                    List.of(stratum("all", 9000, v.frames(), v.leaks(), 1)), EProcess.ALPHA, TARGET);
            Gauge one = new Gauge(EProcess.standard(), v, TARGET);
            assertThat(some.upper()).isCloseTo(one.upper(), within(1e-12));
            assertThat(some.missing()).isEqualTo(one.missing());
            assertThat(some.reached()).isEqualTo(one.reached());
            assertThat(some.sentence()).isEqualTo(one.sentence());
        }
    }

    @Test
    void whatIsMissingIsWhatReachesTheTarget() {
        StratifiedGauge gauge = new StratifiedGauge(
                List.of(stratum("a", 5000, 100, 0, 0.9), stratum("b", 2000, 0, 0, 0.9)), 0.025, TARGET);
        assertThat(gauge.reached()).isFalse();
        long missing = gauge.missing();
        EProcess bet = new EProcess(0.0125, 0.9);
        long a = 100 + bet.framesMissing(new Verdicts(100, 0), TARGET);
        long b = bet.framesMissing(Verdicts.NONE, TARGET);
        assertThat(missing).isEqualTo(a - 100 + b);
        StratifiedGauge then = new StratifiedGauge(
                List.of(stratum("a", 5000, a, 0, 0.9), stratum("b", 2000, b, 0, 0.9)), 0.025, TARGET);
        assertThat(then.reached()).isTrue();
        assertThat(then.missing()).isZero();
        assertThat(then.sentence()).endsWith("target 0.5 %: reached");
        StratifiedGauge short1 = new StratifiedGauge(
                List.of(stratum("a", 5000, a - 60, 0, 0.9), stratum("b", 2000, b - 60, 0, 0.9)), 0.025, TARGET);
        assertThat(short1.reached()).isFalse();
    }

    @Test
    void reviewersWhoFoundNoPlantHaveShownNothing() {
        StratifiedGauge gauge =
                new StratifiedGauge(List.of(stratum("all", 90_000, 50_000, 0, 0)), EProcess.ALPHA, TARGET);
        assertThat(gauge.upper()).isEqualTo(1);
        assertThat(gauge.reached()).isFalse();
        assertThat(gauge.missing()).isPositive();
        assertThat(gauge.sentence()).contains("too few to bound");
        assertThat(gauge.upper(gauge.strata().get(0))).isEqualTo(1);
    }

    @Test
    void itAimsAtSomethingBetweenNothingAndEverything() {
        List<Stratum> strata = List.of(stratum("all", 10, 0, 0, 1));
        assertThatThrownBy(() -> new StratifiedGauge(strata, 0.05, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StratifiedGauge(strata, 0.05, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StratifiedGauge(List.of(), 0.05, 0.5))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
