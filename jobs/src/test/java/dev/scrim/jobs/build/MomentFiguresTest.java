package dev.scrim.jobs.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.media.VideoDecoder;
import dev.scrim.datasets.media.VideoResult;
import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.FrameEvent;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.Recording;
import dev.scrim.datasets.model.Step;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.featurizers.moment.EffectCheck;
import dev.scrim.featurizers.moment.Neighbourhood;
import dev.scrim.jobs.actions.ActionsStage;
import dev.scrim.jobs.capture.CaptureStage;
import dev.scrim.jobs.report.Progress;
import dev.scrim.jobs.rows.EventRows;
import dev.scrim.jobs.rows.RecordingRows;
import dev.scrim.jobs.rows.StepRows;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.MediaNames;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How many observations already show what their press did, for three ways to choose the frame: this program's, the last
 * frame before the event, and the one half a second before it, both by the times that the recorder stated. Run with
 * {@code -Dscrim.moments=DIR -Dscrim.moments.work=DIR}, where the first holds {@code recordings} (or {@code dev}) and
 * {@code consent.csv}; writes {@code moments.md}.
 *
 * <p>{@link EffectCheck} says what a frame shows. Here it is asked with a frame from just before the press by the settled
 * clock; a build, which does not trust the clock, asks it with one from before the observation.
 */
@EnabledIfSystemProperty(named = "scrim.moments", matches = ".+")
class MomentFiguresTest {
    /** By the settled clock nothing of the effect is there so long before the press; what changes until then is not its. */
    private static final long BEFORE_US = 100_000;

    private static final long HALF_SECOND_US = 500_000;

    private enum Way {
        DEFAULT,
        AT_EVENT,
        HALF_SECOND_BEFORE
    }

    private static final class Sums {
        private int steps;
        private int visible;
        private final Map<Way, Integer> shown = new HashMap<>();
    }

    @Test
    void theObservationIsFromBeforeTheEffect() throws IOException {
        Path data = Path.of(System.getProperty("scrim.moments"));
        Path work = Path.of(System.getProperty("scrim.moments.work"));
        Path recordings = Files.isDirectory(data.resolve("dev")) ? data.resolve("dev") : data.resolve("recordings");
        DatasetSpec spec = DatasetSpec.defaults(
                recordings.toUri(), data.resolve("consent.csv").toUri(), work.toUri());
        BuildJob.Done done = new BuildJob(
                        spec,
                        new BuildOptions(true, Optional.empty(), 2, 4),
                        new Progress(line -> {}, false, System::nanoTime),
                        Clock.systemUTC())
                .runUntil(StageNames.ACTIONS);
        Map<String, Sums> byRecording = new TreeMap<>();
        for (Row row : done.build()
                .rows(StageNames.CAPTURE, CaptureStage.RECORDINGS, CaptureStage.RECORDING)
                .collectAsList()) {
            Recording recording = new RecordingRows().fromRow(row.getAs(CaptureStage.RECORDING));
            if (!recording.screens().isEmpty()) {
                byRecording.put(recording.id().value(), look(done, recording, row.getAs(Tagged.SUBJECT)));
            }
        }
        Sums all = new Sums();
        StringBuilder table = new StringBuilder("""
                | recording | presses | visible effect | shown, default | shown, frame at event | shown, event - 0.5 s |
                |---|---:|---:|---:|---:|---:|
                """);
        byRecording.forEach((name, s) -> {
            table.append(line(name, s));
            all.steps += s.steps;
            all.visible += s.visible;
            s.shown.forEach((way, n) -> all.shown.merge(way, n, Integer::sum));
        });
        table.append(line("all", all));
        System.out.println(table);
        Files.writeString(work.resolve("moments.md"), table);
        assertThat(all.visible).isPositive();
        assertThat(all.shown.getOrDefault(Way.DEFAULT, 0)).isLessThanOrEqualTo(all.shown.getOrDefault(Way.AT_EVENT, 0));
    }

    private static String line(String name, Sums s) {
        StringBuilder out = new StringBuilder(String.format(Locale.ROOT, "| %s | %d | %d |", name, s.steps, s.visible));
        for (Way way : Way.values()) {
            int n = s.shown.getOrDefault(way, 0);
            out.append(String.format(Locale.ROOT, " %d (%.1f %%) |", n, s.visible == 0 ? 0 : 100.0 * n / s.visible));
        }
        return out.append('\n').toString();
    }

    private Sums look(BuildJob.Done done, Recording recording, String subject) throws IOException {
        List<Step> steps = new ArrayList<>();
        for (Row row : done.build()
                .rows(StageNames.ACTIONS, ActionsStage.ACTIONS, ActionsStage.STEP)
                .filter(Tagged.RECORDING + " = '" + recording.id().value() + "'")
                .collectAsList()) {
            Step step = new StepRows().fromRow(row.getAs(ActionsStage.STEP));
            if (step.action() instanceof Action.Click
                    && step.observation().isPresent()
                    && step.after().isPresent()) {
                steps.add(step);
            }
        }
        NavigableMap<Long, FrameEvent> frames = new TreeMap<>();
        for (Row row : done.build()
                .rows(StageNames.CAPTURE, CaptureStage.EVENTS, CaptureStage.EVENT)
                .filter(Tagged.RECORDING + " = '" + recording.id().value() + "' and " + CaptureStage.EVENT
                        + ".type = 'frame'")
                .collectAsList()) {
            FrameEvent frame = (FrameEvent) new EventRows().fromRow(row.getAs(CaptureStage.EVENT));
            frames.put(frame.tUs(), frame);
        }
        Sums sums = new Sums();
        sums.steps = steps.size();
        NavigableMap<Integer, Pixels> cache = new TreeMap<>();
        long offsetUs = recording.clock().offsetUs();
        try (SeekableByteChannel channel = done.build()
                        .media(StageNames.CAPTURE)
                        .open(
                                subject,
                                MediaNames.video(LocalKeyring.open(done.build().keyringFile()), recording.id(), 0));
                VideoDecoder decoder = ((VideoResult.Opened<VideoDecoder>) VideoDecoder.open(channel)).value()) {
            for (Step step : steps) {
                judge(step, frames, offsetUs, decoder, cache, sums);
            }
        }
        return sums;
    }

    private static void judge(
            Step step,
            NavigableMap<Long, FrameEvent> frames,
            long offsetUs,
            VideoDecoder decoder,
            NavigableMap<Integer, Pixels> cache,
            Sums sums)
            throws IOException {
        long pressUs = step.action().span().startUs();
        Map<Way, Integer> chosen = new HashMap<>();
        chosen.put(Way.DEFAULT, step.observation().map(FrameRef::indexInChunk).orElseThrow());
        // By the stated clock a frame stood offsetUs earlier on the input's time line.
        Map.Entry<Long, FrameEvent> atEvent = frames.floorEntry(pressUs + offsetUs);
        Map.Entry<Long, FrameEvent> half = frames.floorEntry(pressUs + offsetUs - HALF_SECOND_US);
        Map.Entry<Long, FrameEvent> early = frames.floorEntry(pressUs - BEFORE_US);
        if (atEvent == null
                || half == null
                || early == null
                || atEvent.getValue().chunk() != 0) {
            return;
        }
        chosen.put(Way.AT_EVENT, atEvent.getValue().indexInChunk());
        chosen.put(Way.HALF_SECOND_BEFORE, half.getValue().indexInChunk());
        int before = early.getValue().indexInChunk();
        int after = step.after().map(FrameRef::indexInChunk).orElseThrow();
        List<Integer> wanted = new ArrayList<>(chosen.values());
        wanted.add(before);
        wanted.add(after);
        if (!load(decoder, cache, wanted)) {
            return;
        }
        Point at = Action.place(step.action()).orElseThrow();
        Map<Integer, Neighbourhood> near = new HashMap<>();
        for (int index : wanted) {
            Neighbourhood.of(cache.get(index), at).ifPresent(n -> near.put(index, n));
        }
        if (!near.keySet().containsAll(wanted)
                || EffectCheck.judge(near.get(before), near.get(before), near.get(after))
                        == EffectCheck.Verdict.NO_EFFECT) {
            return;
        }
        sums.visible++;
        chosen.forEach((way, index) -> {
            // A menu that fades in gives the press away too; nothing else can have come so shortly before it.
            EffectCheck.Verdict verdict = EffectCheck.judge(near.get(before), near.get(index), near.get(after));
            if (verdict == EffectCheck.Verdict.SHOWN || verdict == EffectCheck.Verdict.PARTLY) {
                sums.shown.merge(way, 1, Integer::sum);
            }
        });
    }

    /** Decodes forwards; frames that lie far back are forgotten. */
    private static boolean load(VideoDecoder decoder, NavigableMap<Integer, Pixels> cache, List<Integer> wanted)
            throws IOException {
        int first = wanted.stream().mapToInt(i -> i).min().orElse(0);
        int last = wanted.stream().mapToInt(i -> i).max().orElse(0);
        while ((cache.isEmpty() || cache.lastKey() < last) && decoder.advance()) {
            cache.put(decoder.index(), decoder.pixels());
            cache.headMap(Math.min(first, decoder.index() - 140)).clear();
        }
        return cache.keySet().containsAll(wanted);
    }
}
