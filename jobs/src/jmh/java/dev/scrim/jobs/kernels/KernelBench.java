package dev.scrim.jobs.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs all kernels in this process (the class path of a test cannot be handed to a fork), one thread, about a minute:
 * figures for comparing two versions on one machine, one after the other.
 */
class KernelBench {
    @Test
    void kernels() throws RunnerException {
        assertThat(new Runner(new OptionsBuilder()
                                .include("Kernels")
                                .mode(Mode.AverageTime)
                                .timeUnit(TimeUnit.MILLISECONDS)
                                .forks(0)
                                .warmupIterations(2)
                                .warmupTime(TimeValue.seconds(1))
                                .measurementIterations(4)
                                .measurementTime(TimeValue.seconds(1))
                                .build())
                        .run())
                .hasSize(8);
    }
}
