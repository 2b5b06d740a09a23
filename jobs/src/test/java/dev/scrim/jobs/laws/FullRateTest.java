package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.media.VideoDecoder;
import dev.scrim.datasets.media.VideoResult;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.export.ExportStage;
import dev.scrim.jobs.readings.ReadingsStage;
import dev.scrim.jobs.redacted.RedactedStage;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.verified.VerifiedStage;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** {@code moments.frames: all} on one recording: every frame that differs goes all the way, and no step changes. */
@EnabledIfSystemProperty(
        named = "scrim.long",
        matches = "true",
        disabledReason = "builds of its own: -Dscrim.long=true")
class FullRateTest {
    private static final int NOISE_LEVELS = 8;

    private static BuildJob.Done steps;
    private static BuildJob.Done all;

    @BeforeAll
    static void build() {
        steps = SharedSpark.built();
        all = SharedSpark.build(SharedSpark.demo(SharedSpark.place("demo"), "moments: {frames: all}\n"), 2);
    }

    @Test
    void everyFrameThatDiffersFromTheOneBeforeItIsKeptAndNoOther() throws IOException {
        SortedSet<Integer> ofSteps = kept(steps);
        SortedSet<Integer> expected = new TreeSet<>();
        Path video = SharedSpark.DEMO.resolve("recordings/demo-quick/screen.mp4");
        try (SeekableByteChannel channel = Files.newByteChannel(video);
                VideoDecoder decoder = ((VideoResult.Opened<VideoDecoder>) VideoDecoder.open(channel)).value()) {
            Pixels last = null;
            while (decoder.advance() && decoder.index() <= ofSteps.last()) {
                if (decoder.index() >= ofSteps.first()) {
                    Pixels now = decoder.pixels();
                    if (last == null
                            || ofSteps.contains(decoder.index())
                            || largestDifference(last.toBgr(), now.toBgr()) > NOISE_LEVELS) {
                        expected.add(decoder.index());
                        last = now;
                    }
                }
            }
        }

        assertThat(expected).hasSizeGreaterThan(2 * ofSteps.size());
        assertThat(kept(all)).isEqualTo(expected);
        long wanted = all.build().manifest(StageNames.READINGS).count("frames.wanted");
        assertThat(wanted).isEqualTo(ofSteps.last() - ofSteps.first() + 1);
        assertThat(all.build().manifest(StageNames.READINGS).count("frames.same"))
                .isEqualTo(wanted - expected.size());
        assertThat(steps.build().manifest(StageNames.READINGS).count("frames.same"))
                .isZero();
    }

    @Test
    void eachKeptFrameIsRedactedVerifiedAndExported() throws IOException {
        long frames = kept(all).size();

        assertThat(count(RedactedStage.FRAME)).isEqualTo(frames);
        assertThat(all.build()
                        .rows(StageNames.VERIFIED, VerifiedStage.VERIFIED, VerifiedStage.WITHHELD)
                        .count())
                .isZero();
        assertThat(Files.readAllLines(ExportStage.folder(all.build(), "plain").resolve("frames.jsonl")))
                .hasSize((int) frames);
        assertThat(count(RedactedStage.MASK)).isGreaterThan(frames);
        SharedSpark.shards(SharedSpark.export(all))
                .forEach((name, bytes) -> Planted.assertAbsent("08-export/" + name, bytes, Planted.SECRETS));
    }

    @Test
    void stepsAndTheirPicturesAreTheSame() throws IOException {
        String actions = "actions.jsonl";
        assertThat(Files.readString(ExportStage.folder(all.build(), "plain").resolve(actions)))
                .isEqualTo(Files.readString(
                        ExportStage.folder(steps.build(), "plain").resolve(actions)));
        assertThat(all.build().manifest(StageNames.EXPORT).count("hf-parquet.samples"))
                .isEqualTo(steps.build().manifest(StageNames.EXPORT).count("hf-parquet.samples"));
    }

    private static long count(String kind) {
        return all.build()
                .rows(StageNames.REDACTED, RedactedStage.REDACTED, kind)
                .count();
    }

    private static SortedSet<Integer> kept(BuildJob.Done done) {
        SortedSet<Integer> out = new TreeSet<>();
        for (Row r : done.build()
                .rows(StageNames.READINGS, ReadingsStage.READINGS, ReadingsStage.FRAME)
                .select(ReadingsStage.FRAME + ".index_in_chunk")
                .collectAsList()) {
            out.add(r.getInt(0));
        }
        return out;
    }

    private static int largestDifference(byte[] a, byte[] b) {
        int largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs((a[i] & 255) - (b[i] & 255)));
        }
        return largest;
    }
}
