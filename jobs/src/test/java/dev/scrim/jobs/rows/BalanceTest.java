package dev.scrim.jobs.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BalanceTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noTaskHasMoreThanItsShareAndOneGroupWhateverOrderTheyComeIn(long seed) {
        Random random = new Random(seed);
        int most = 1 + random.nextInt(16);
        List<Balance.Load> loads = new ArrayList<>(IntStream.range(0, 1 + random.nextInt(200))
                .mapToObj(i -> new Balance.Load("r" + i / 3, "" + i % 3, 1 + random.nextInt(1000)))
                .toList());
        Balance balance = Balance.of(loads, most);
        long[] weights = weights(balance, loads);
        long total = loads.stream().mapToLong(Balance.Load::weight).sum();
        long heaviest = loads.stream().mapToLong(Balance.Load::weight).max().orElseThrow();

        assertThat(weights).hasSize(Math.min(most, loads.size()));
        for (long weight : weights) {
            assertThat(weight).isPositive().isLessThanOrEqualTo(total / weights.length + heaviest);
        }

        Collections.shuffle(loads, random);
        assertThat(weights(Balance.of(loads, most), loads)).isEqualTo(weights);
    }

    @Test
    void aRecordingOfADayIsBegunFirstAndHasATaskOfItsOwn() {
        List<Balance.Load> loads = new ArrayList<>();
        IntStream.range(0, 1000).forEach(i -> loads.add(new Balance.Load("short-" + i, "0", 10)));
        loads.add(new Balance.Load("day", "0", 9000));
        Balance balance = Balance.of(loads, 8);

        assertThat(balance.taskOf("day", "0")).isZero();
        assertThat(weights(balance, loads)[0]).isEqualTo(9000);
        assertThat(weights(balance, loads)[1]).isBetween(1400L, 1450L);
    }

    @Test
    void aGroupThatWasNotWeighedHasATaskToo() {
        Balance balance = Balance.of(List.of(new Balance.Load("a", "0", 5), new Balance.Load("b", "0", 5)), 8);
        assertThat(IntStream.range(0, 100)
                        .map(i -> balance.taskOf("other", "" + i))
                        .boxed())
                .containsOnly(0, 1);
        assertThat(Balance.of(List.of(), 8).taskOf("other", "0")).isZero();
    }

    private static long[] weights(Balance balance, List<Balance.Load> loads) {
        long[] weights = new long[balance.count()];
        loads.forEach(l -> weights[balance.taskOf(l.recording(), l.group())] += l.weight());
        return weights;
    }
}
