package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.spec.DatasetSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Laws 1 and 2 over every development recording. It takes many minutes, so it runs when asked for:
 * {@code -Dscrim.long=true}; the recordings lie beside the project or where {@code -Dscrim.shared} says.
 */
@EnabledIfSystemProperty(named = "scrim.long", matches = "true")
class DevelopmentLawsTest {
    @Test
    void conservationAndDeterminismHoldOverTheDevelopmentRecordings() {
        Optional<Path> recordings = recordings();
        assumeTrue(recordings.isPresent(), "no shared recordings beside the project");

        BuildJob.Done two = SharedSpark.build(spec(recordings.get(), "dev-2"), 2);
        ConservationTest.everyEventHasOneFate(two.build());
        ConservationTest.everyTrajectoryHasOneVerdict(two.build());

        Map<String, byte[]> expected = SharedSpark.shards(SharedSpark.export(two));
        for (int partitions : new int[] {1, 7}) {
            BuildJob.Done other = SharedSpark.build(spec(recordings.get(), "dev-" + partitions), partitions);
            assertThat(other.build().id()).isEqualTo(two.build().id());
            assertThat(DeterminismTest.digests(other)).isEqualTo(DeterminismTest.digests(two));
            Map<String, byte[]> actual = SharedSpark.shards(SharedSpark.export(other));
            assertThat(actual.keySet()).isEqualTo(expected.keySet());
            expected.forEach(
                    (name, bytes) -> assertThat(actual.get(name)).as(name).isEqualTo(bytes));
        }
    }

    private static DatasetSpec spec(Path recordings, String workspace) {
        return SharedSpark.spec(
                recordings.resolve("dev"), recordings.resolve("consent.csv"), SharedSpark.place(workspace), "");
    }

    private static Optional<Path> recordings() {
        return Stream.concat(
                        Stream.ofNullable(System.getProperty("scrim.shared")).map(Path::of),
                        Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                                .map(up -> up.resolve("shared")))
                .map(shared -> shared.resolve("recordings"))
                .filter(r -> Files.isDirectory(r.resolve("dev")))
                .findFirst();
    }
}
