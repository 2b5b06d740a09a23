package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.store.Manifest;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.stage.StageRunner;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 2: the number of partitions changes nothing. The build to compare with has two. */
class DeterminismTest {
    /** More parts than cores by default; one as well in the long run. */
    static IntStream partitions() {
        return Boolean.getBoolean("scrim.long") ? IntStream.of(1, 7) : IntStream.of(7);
    }

    @ParameterizedTest
    @MethodSource("partitions")
    void partitionsChangeNeitherIdNorDigestsNorShards(int partitions) {
        BuildJob.Done two = SharedSpark.built();
        BuildJob.Done other = SharedSpark.build(SharedSpark.demo(SharedSpark.place("parts-" + partitions)), partitions);

        assertThat(other.build().id()).isEqualTo(two.build().id());
        assertThat(SharedSpark.outcomes(other).values()).containsOnly(StageRunner.Outcome.RAN);
        assertThat(digests(other)).isEqualTo(digests(two));
        Map<String, byte[]> expected = SharedSpark.shards(SharedSpark.export(two));
        Map<String, byte[]> actual = SharedSpark.shards(SharedSpark.export(other));
        assertThat(actual.keySet()).isEqualTo(expected.keySet()).isNotEmpty();
        expected.forEach((name, bytes) -> assertThat(actual.get(name)).as(name).isEqualTo(bytes));
    }

    static List<String> digests(BuildJob.Done done) {
        return done.stages().stream()
                .map(StageRunner.Result::manifest)
                .map(m -> m.stage() + " " + m.facts().contentDigest() + " " + counts(m) + " " + m.digest())
                .toList();
    }

    private static String counts(Manifest manifest) {
        return manifest.facts().counts() + " " + manifest.facts().violations();
    }
}
