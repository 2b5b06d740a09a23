package dev.scrim.datasets.shards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What formats hold to, besides, whose shard is one file with the very bytes of its pictures in it. */
abstract class OneFileShardConformance extends ShardFormatConformance {
    @Test
    void everyRowComesBackAsItWas() throws IOException {
        ShardDirectory directory = new LocalShardDirectory(temp);
        List<DisclosedRow> rows = Samples.rows(Split.TRAIN, 230);
        ShardInfo info = write(directory, rows, StepSchema.STEP);
        assertThat(read(directory, info.file())).isEqualTo(rows);
        assertThat(info.samples()).isEqualTo(230);
        assertThat(info.images())
                .isEqualTo(rows.stream()
                        .mapToLong(r -> r.image("image").stream().count()
                                + r.image("after_image").stream().count())
                        .sum());
        assertThat(info.bytes()).isEqualTo(Files.size(temp.resolve(info.file())));
        assertThat(directory.list())
                .containsExactlyInAnyOrderElementsOf(
                        written.stream().map(ShardInfo::file).toList());
    }

    @Test
    void withheldFieldsNeverReachTheFile() throws IOException {
        Set<String> withheld = Set.of("task", "title", "url", "text", "after_image", "trajectory_id");
        Schema less = StepSchema.STEP.withholding(withheld);
        ShardSample sample = Samples.sample(Split.TRAIN, 6);
        ShardDirectory directory = new LocalShardDirectory(temp);
        ShardInfo info = write(directory, List.of(StepSchema.disclose(sample, less)), less);
        DisclosedRow back = read(directory, info.file()).get(0);
        assertThat(back.values().keySet()).doesNotContainAnyElementsOf(withheld).contains("image", "sample_id");
        byte[] bytes = Files.readAllBytes(temp.resolve(info.file()));
        for (String text : List.of(
                sample.task().orElseThrow(),
                sample.title().orElseThrow(),
                sample.url().orElseThrow(),
                sample.action().text().orElseThrow(),
                sample.trajectoryId())) {
            assertThat(holds(bytes, text.getBytes(StandardCharsets.UTF_8))).isFalse();
        }
        byte[] picture = new byte[64];
        sample.after().orElseThrow().bytes().position(60).get(picture);
        assertThat(holds(bytes, picture)).isFalse();
        byte[] kept = new byte[64];
        sample.observation().orElseThrow().bytes().position(60).get(kept);
        assertThat(holds(bytes, kept)).isTrue();
    }

    @Test
    void anyFlippedBitOrCutIsFoundUnderTheFilesName() throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        ShardInfo info = write(directory, Samples.rows(Split.TRAIN, 20), StepSchema.STEP);
        manifest(directory, format().id(), written);
        ShardVerifier verifier = new ShardVerifier(ShardFormats.load());
        assertThat(verifier.verify(directory).problems()).isEmpty();
        Path file = temp.resolve(info.file());
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(7);
        for (int i = 0; i < 25; i++) {
            byte[] bad = good.clone();
            if (i % 5 == 0) {
                bad = Arrays.copyOf(good, random.nextInt(good.length));
            } else {
                bad[random.nextInt(good.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, bad);
            assertThat(verifier.verify(directory).problems())
                    .isNotEmpty()
                    .allMatch(p -> p.file().equals(info.file()));
        }
        Files.write(file, good);
        assertThat(verifier.verify(directory).isGood()).isTrue();
    }
}
