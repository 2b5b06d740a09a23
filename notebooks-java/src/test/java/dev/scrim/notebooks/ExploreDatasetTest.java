package dev.scrim.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.dataset.Dataset;
import dev.scrim.datasets.split.Split;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExploreDatasetTest {
    @TempDir
    Path temp;

    @Test
    void printsColumnsCountsAndFirstSteps() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            ExploreDataset.print(SmallDataset.in(temp), out);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("build build-1, hf-parquet")
                .containsPattern("image +IMAGE +NONE")
                .containsPattern("t_start_us +INT64 +MICROSECONDS")
                .contains("steps:           16 in 3 trajectories")
                .contains("steps by split:  {test=4, train=12}")
                .contains("steps by action: {click=8, type=8}")
                .contains("steps by app:    {Editor=8, Mail=8}")
                .contains("0  click  in Editor")
                .contains("1  type \"[PERSON] says hi\"  in Mail");
    }

    @Test
    void theFirstFrameIsDrawnWithItsAction() throws IOException {
        Path file = temp.resolve("pictures/first.png");
        ExploreDataset.picture(SmallDataset.in(temp), file);
        BufferedImage picture = ImageIO.read(file.toFile());
        assertThat(picture.getWidth()).isEqualTo(160);
        // The ring around the click at 10, 20, and plain screen beside it.
        assertThat(picture.getRGB(24, 20) & 0xFFFFFF).isEqualTo(0xe02f6b);
        assertThat(picture.getRGB(80, 60) & 0xFFFFFF).isEqualTo(0x404040);
    }

    @Test
    void aSummaryCountsWhatWasTakenOut() throws IOException {
        DatasetSummary summary = DatasetSummary.of(SmallDataset.in(temp));
        assertThat(summary.redacted()).containsEntry("person", 8L).containsEntry("tax", 0L);
        assertThat(summary.redactions()).containsEntry("person", 16L);
        assertThat(summary.sensitivity()).containsEntry(1, 8L).containsEntry(2, 8L);
        assertThat(summary.trajectoryLengths()).containsEntry(6, 2L).containsEntry(4, 1L);
        assertThat(summary.withFrame()).isEqualTo(16);
    }

    @Test
    void aToyLearnsWhatIsThereToBeLearned() throws IOException {
        Dataset dataset = SmallDataset.in(temp);
        ToyPolicy policy = new ToyPolicy(List.of("click", "type"));
        List<Double> losses = policy.learn(dataset, Split.TRAIN, 20);
        assertThat(losses.get(19)).isLessThan(losses.get(0) / 3).isLessThan(0.05);
        try (var steps = dataset.steps(Split.TEST)) {
            steps.stream().forEach(step -> {
                double[] likely = policy.likely(step.before().orElseThrow());
                assertThat(likely[step.action().kind().equals("click") ? 0 : 1]).isGreaterThan(0.9);
            });
        }
    }
}
