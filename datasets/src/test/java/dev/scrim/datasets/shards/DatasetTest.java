package dev.scrim.datasets.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.dataset.Dataset;
import dev.scrim.datasets.dataset.DatasetFrame;
import dev.scrim.datasets.dataset.DatasetStep;
import dev.scrim.datasets.dataset.DatasetSteps;
import dev.scrim.datasets.dataset.DatasetTrajectories;
import dev.scrim.datasets.dataset.DatasetTrajectory;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatasetTest {
    @TempDir
    Path temp;

    static Stream<String> formats() {
        return ShardFormats.load().ids().stream()
                .filter(id -> ShardFormats.load().get(id) instanceof ShardFormat.Steps);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void everyFormatGivesTheStepsAndTrajectoriesThatWereWritten(String id) throws IOException {
        Dataset dataset = Dataset.open(export(id));
        assertThat(dataset.format()).isEqualTo(id);
        if (!id.startsWith("chat-")) {
            assertThat(dataset.splits()).containsEntry(Split.TRAIN, 230L);
        }
        List<DatasetStep> steps = steps(dataset, "0:0");
        assertThat(steps).hasSize(230).extracting(DatasetStep::split).containsOnly(Split.TRAIN);
        Map<String, ShardSample> written = new HashMap<>();
        for (int i = 0; i < 230; i++) {
            ShardSample sample = Samples.sample(Split.TRAIN, i);
            written.put(sample.sampleId(), sample);
        }
        for (DatasetStep step : steps) {
            ShardSample sample = written.remove(step.id());
            assertThat(sample).isNotNull();
            assertThat(step.trajectory()).isEqualTo(sample.trajectoryId());
            assertThat(step.index()).isEqualTo(sample.step());
            assertThat(step.action()).isEqualTo(sample.action());
            assertThat(step.app()).isEqualTo(sample.app());
            assertThat(step.title()).isEqualTo(sample.title());
            assertThat(step.viewport()).isEqualTo(sample.viewport());
            assertThat(step.redactions()).isEqualTo(sample.redactions());
            assertThat(step.before().isPresent()).isEqualTo(sample.observation().isPresent());
        }
        assertThat(written).isEmpty();
        trajectoriesAreWholeAndInOrder(dataset);
    }

    private static void trajectoriesAreWholeAndInOrder(Dataset dataset) throws IOException {
        List<DatasetTrajectory> all = new ArrayList<>();
        try (DatasetTrajectories trajectories = dataset.trajectories(Split.TRAIN)) {
            trajectories.stream().forEach(all::add);
            assertThatThrownBy(trajectories::next).isInstanceOf(NoSuchElementException.class);
        }
        assertThat(all.stream().mapToInt(t -> t.steps().size()).sum()).isEqualTo(230);
        assertThat(all).extracting(DatasetTrajectory::id).doesNotHaveDuplicates();
        for (DatasetTrajectory t : all) {
            assertThat(t.steps()).extracting(DatasetStep::index).isSorted();
        }
    }

    @Test
    void aFrameIsDecodedToItsSize() throws IOException {
        for (DatasetStep step : steps(Dataset.open(export("hf-parquet")), "0:0").subList(0, 9)) {
            for (DatasetFrame frame : step.before().stream().toList()) {
                assertThat(frame.pixels().width()).isEqualTo(frame.widthPx());
                assertThat(frame.pixels().height()).isEqualTo(frame.heightPx());
                assertThat(frame.sha256().orElseThrow()).isEqualTo(sha256(frame));
            }
        }
    }

    @Test
    void readingGoesOnWhereItStopped() throws IOException {
        Dataset dataset = Dataset.open(export("webdataset"));
        List<DatasetStep> all = steps(dataset, "0:0");
        try (DatasetSteps first = dataset.steps(Split.TRAIN)) {
            first.stream().limit(101).forEach(s -> {});
            // Looking whether there is more does not move on.
            assertThat(first.hasNext()).isTrue();
            assertThat(steps(dataset, first.position())).isEqualTo(all.subList(101, 230));
        }
    }

    @Test
    void aFolderOfFormatsIsOpenedByTheOneThatStreamsBest() throws IOException {
        export("webdataset");
        export("hf-parquet");
        assertThat(Dataset.open(temp).format()).isEqualTo("hf-parquet");
    }

    @Test
    void whatIsNoDatasetIsSaidToBeNone() throws IOException {
        assertThatThrownBy(() -> Dataset.open(temp))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Cannot open a dataset");
        Path sealed = Files.createDirectories(temp.resolve("sealed"));
        Files.write(sealed.resolve(ExportManifest.FILE), new byte[] {1, 9, 4, 7});
        assertThatThrownBy(() -> Dataset.open(sealed))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("manifest");
    }

    private static String sha256(DatasetFrame frame) {
        byte[] bytes = new byte[frame.encoded().remaining()];
        frame.encoded().get(bytes);
        return Digests.sha256(bytes);
    }

    private static List<DatasetStep> steps(Dataset dataset, String from) throws IOException {
        try (DatasetSteps steps = dataset.steps(Split.TRAIN, from)) {
            return steps.stream().toList();
        }
    }

    private Path export(String id) throws IOException {
        ShardDirectory directory = new LocalShardDirectory(temp.resolve(id));
        WholeExport.write(ShardFormats.load().steps(id), directory, ExportOptions.STANDARD, s -> s);
        return temp.resolve(id);
    }
}
