package dev.scrim.redaction.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers are those of the design's page on privacy. */
class ReviewStatisticsTest {
    @ParameterizedTest
    @CsvSource({"0.01, 299, 473, 335", "0.005, 598, 947, 668", "0.001, 2995, 4742, 3331"})
    void plansMatchTheReference(double share, long clean, long withOne, long peeking) {
        assertThat(SamplePlan.withoutLeaks(share, 0.05, 1)).isEqualTo(clean);
        assertThat(SamplePlan.withLeaks(1, share, 0.05)).isEqualTo(withOne);
        assertThat(SamplePlan.withLeaks(0, share, 0.05)).isBetween(clean - 1, clean);
        assertThat(EProcess.standard().framesMissing(Verdicts.NONE, share)).isEqualTo(peeking);
    }

    @ParameterizedTest
    @CsvSource({"0, 300, 0.00994", "1, 1000, 0.00474", "3, 2000, 0.00387"})
    void boundsMatchTheReference(long leaks, long frames, double upper) {
        assertThat(new LeakBound(leaks, frames).upper()).isCloseTo(upper, within(0.0000055));
    }

    @Test
    void theGaugeIsReachedAtExactlyTheFrameThatThePlanNames() {
        Gauge gauge = new Gauge(EProcess.standard(), Verdicts.NONE, 0.01);
        for (int i = 0; i < 334; i++) {
            gauge = gauge.and(false);
            assertThat(gauge.reached()).isFalse();
        }
        assertThat(gauge.missing()).isEqualTo(1);
        assertThat(gauge.and(false).reached()).isTrue();
        assertThat(gauge.and(false).upper()).isLessThanOrEqualTo(0.01);
        assertThat(gauge.and(true).missing()).isGreaterThan(200);
    }

    @Test
    void theSentenceSaysWhatIsKnownAndWhatIsMissing() {
        Gauge gauge = new Gauge(EProcess.standard(), new Verdicts(612, 0), 0.005);
        assertThat(gauge.sentence())
                .isEqualTo("0 leaks in 612 independent frames: leak rate < 0.55 % (95 %); target 0.5 %: about 56 more");
        assertThat(new Gauge(EProcess.standard(), new Verdicts(668, 0), 0.005).sentence())
                .isEqualTo("0 leaks in 668 independent frames: leak rate < 0.50 % (95 %); target 0.5 %: reached");
        assertThat(new Gauge(EProcess.standard(), new Verdicts(1, 1), 0.01).sentence())
                .startsWith("1 leak in 1 independent frame: too few to bound the leak rate; target 1 %: about ");
    }

    @Test
    void reviewersWhoOverlookLeaksMustSeeMoreFrames() {
        assertThat(SamplePlan.withoutLeaks(0.005, 0.05, 0.93)).isEqualTo(643);
        EProcess careless = new EProcess(0.05, 0.5);
        Verdicts clean = new Verdicts(1000, 0);
        assertThat(careless.upper(clean)).isCloseTo(2 * EProcess.standard().upper(clean), within(1e-9));
        assertThat(new Sensitivity(9, 10).estimate()).isEqualTo(0.9);
        assertThat(new Sensitivity(9, 10).lower(0.95)).isCloseTo(0.6058, within(0.0001));
        assertThat(new Sensitivity(0, 0).lower(0.95)).isZero();
    }

    /** Reviewers look after every verdict and stop at the first success, and the rate is just what is not acceptable. */
    @ParameterizedTest
    @CsvSource({"0.01, 1", "0.02, 1", "0.01, 0.8"})
    void peekingReleasesWronglyInNoMoreThanFivePercent(double share, double sensitivity) {
        SplittableRandom random = new SplittableRandom(20_260_302);
        EProcess bet = new EProcess(0.05, sensitivity);
        int lots = 4000;
        int wrong = 0;
        double step = Math.log1p(EProcess.LAMBDA * sensitivity * share);
        double back = Math.log1p(EProcess.LAMBDA * (sensitivity * share - 1));
        for (int lot = 0; lot < lots; lot++) {
            double wealth = 0;
            long frames = 0;
            long leaks = 0;
            for (int frame = 0; frame < 5000 && wealth < Math.log(20); frame++) {
                boolean leak = random.nextDouble() < sensitivity * share;
                wealth += leak ? back : step;
                frames++;
                leaks += leak ? 1 : 0;
            }
            boolean released = bet.releases(new Verdicts(frames, leaks), share);
            assertThat(released).isEqualTo(wealth >= Math.log(20));
            wrong += released ? 1 : 0;
        }
        // The bet is fair at this share, so 5 % is nearly reached; the draw may lie above it only by chance.
        assertThat(new LeakBound(wrong, lots).lower(0.99)).isLessThanOrEqualTo(0.05);
        assertThat(wrong).isPositive();
    }

    /** The same peeking with a bound for a sample of fixed size does release wrongly: the test above can fail. */
    @Test
    void aFixedSampleReadAfterEveryVerdictDoesNotHold() {
        SplittableRandom random = new SplittableRandom(20_260_302);
        double share = 0.01;
        int lots = 1000;
        int wrong = 0;
        for (int lot = 0; lot < lots; lot++) {
            long leaks = 0;
            for (int frame = 1; frame <= 3000; frame++) {
                boolean leak = random.nextDouble() < share;
                leaks += leak ? 1 : 0;
                if (!leak && frame % 25 == 0 && new LeakBound(leaks, frame).upper() < share) {
                    wrong++;
                    break;
                }
            }
        }
        assertThat(wrong / (double) lots).isGreaterThan(0.08);
    }

    @Test
    void strataShareTheAlphaAndWeighByTheirSize() {
        Stratum big = new Stratum("rating 1", 9000, new Verdicts(600, 0), 1);
        Stratum risky = new Stratum("rating 4", 1000, new Verdicts(600, 0), 1);
        Strata strata = new Strata(List.of(big, risky), 0.05);
        double each = new EProcess(0.025, 1).upper(new Verdicts(600, 0));
        assertThat(strata.upper(big)).isEqualTo(each);
        assertThat(strata.upper()).isCloseTo(each, within(1e-12));
        Stratum unseen = new Stratum("rating 4", 1000, Verdicts.NONE, 1);
        assertThat(new Strata(List.of(big, unseen), 0.05).upper()).isCloseTo(0.9 * each + 0.1, within(1e-12));
        Stratum whole = new Stratum("rating 4", 1000, new Verdicts(1000, 2), 1);
        assertThat(strata.upper(whole)).isEqualTo(0.002);
        assertThatThrownBy(() -> new Stratum("rating 4", 10, new Verdicts(11, 0), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoReadersTellHowFarTheyAgreeAndWhatBothMissed() {
        TwoReaders readers = new TwoReaders(20, 5, 10, 15);
        assertThat(readers.kappa()).isCloseTo(0.4, within(1e-12));
        assertThat(readers.leaks()).isCloseTo(26.0 * 31 / 21 - 1, within(1e-12));
        assertThat(readers.missedByBoth()).isCloseTo(26.0 * 31 / 21 - 1 - 35, within(1e-12));
        assertThat(readers.disagreements()).isEqualTo(15);
        assertThat(new TwoReaders(0, 0, 0, 40).kappa()).isNaN();
        assertThat(new TwoReaders(0, 0, 0, 40).missedByBoth()).isZero();
    }

    @Test
    void frameClustersCountForLessAndFailedLotsSpendAlpha() {
        assertThat(SamplePlan.designEffect(1, 0.7)).isEqualTo(1);
        assertThat(SamplePlan.designEffect(11, 0.2)).isCloseTo(3, within(1e-12));
        double spent = 0;
        for (int lot = 1; lot <= 1000; lot++) {
            spent += SamplePlan.alphaOfLot(0.05, lot);
        }
        assertThat(spent).isLessThan(0.05).isGreaterThan(0.0499);
        assertThat(SamplePlan.alphaOfLot(0.05, 1)).isEqualTo(0.025);
    }

    @Test
    void countsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new Verdicts(3, 4)).hasMessageContaining("Cannot count 4 leaks in 3 frames");
        assertThatThrownBy(() -> new EProcess(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EProcess(0.05, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Gauge(EProcess.standard(), Verdicts.NONE, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
