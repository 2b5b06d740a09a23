package dev.scrim.redaction.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeakBoundTest {
    @ParameterizedTest(name = "{0} of {1}: {2} %")
    @CsvSource({"0, 300, 0.994", "1, 1000, 0.474", "3, 2000, 0.387"})
    void theUpperBoundIsClopperAndPearsons(long leaks, long units, double percent) {
        // Published to three places; one of them is 0.4735 to four.
        assertThat(new LeakBound(leaks, units).upper() * 100).isCloseTo(percent, within(0.00051));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"0, 1", "0, 9", "1, 9", "5, 40", "39, 40"})
    void theBoundIsWhereSoFewLeaksBecomeUnlikely(int leaks, int units) {
        double p = new LeakBound(leaks, units).upper();
        double tail = 0;
        for (int k = 0; k <= leaks; k++) {
            double ways = 1;
            for (int i = 0; i < k; i++) {
                ways *= (double) (units - i) / (i + 1);
            }
            tail += ways * Math.pow(p, k) * Math.pow(1 - p, units - k);
        }
        assertThat(tail).isCloseTo(0.05, within(1e-6));
    }

    @Test
    void nothingLookedAtBoundsNothing() {
        assertThat(new LeakBound(0, 0).upper()).isEqualTo(1);
        assertThat(new LeakBound(0, 0).rate()).isZero();
        assertThat(new LeakBound(7, 7).upper()).isEqualTo(1);
    }

    @ParameterizedTest(name = "below {0}: {1}")
    @CsvSource({"0.01, 299", "0.005, 598", "0.001, 2995"})
    void cleanUnitsNeededForAShare(double share, long units) {
        assertThat(LeakBound.unitsNeeded(share, 0.95)).isEqualTo(units);
        assertThat(new LeakBound(0, units).upper()).isLessThan(share);
        assertThat(new LeakBound(0, units - 1).upper()).isGreaterThan(share);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"1, 9", "3, 8", "5, 40", "7, 8"})
    void theLowerBoundIsTheUpperOneOfTheRest(long leaks, long units) {
        assertThat(new LeakBound(leaks, units).lower(0.99))
                .isCloseTo(1 - new LeakBound(units - leaks, units).upper(0.99), within(1e-6));
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LeakBound(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new LeakBound(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new LeakBound(0, 1).upper(1));
    }
}
