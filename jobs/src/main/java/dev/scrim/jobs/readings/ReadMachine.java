package dev.scrim.jobs.readings;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.media.FrameCodec;
import dev.scrim.datasets.media.VideoDecoder;
import dev.scrim.datasets.media.VideoResult;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.LineSighting;
import dev.scrim.datasets.model.Picture;
import dev.scrim.datasets.model.PictureKind;
import dev.scrim.datasets.model.PictureSighting;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.Recording;
import dev.scrim.datasets.model.TextLine;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.vault.KeyService;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.featurizers.moment.EffectCheck;
import dev.scrim.featurizers.picture.PictureFinder;
import dev.scrim.featurizers.reading.KnownReadings;
import dev.scrim.featurizers.reading.ReadingSettings;
import dev.scrim.featurizers.reading.ReadingStats;
import dev.scrim.featurizers.reading.ScriptWatch;
import dev.scrim.featurizers.reading.SegmentReader;
import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.rows.RecordingRows;
import dev.scrim.jobs.rows.Streams;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.stage.FrameStore;
import dev.scrim.jobs.stage.MediaFolder;
import dev.scrim.jobs.stage.MediaNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * One video file: the recording's row comes first, then the wanted frames in their order. The video is opened at the
 * first of them, decoded forwards once, and only wanted frames become pictures. Of those that are only looked at, no
 * more than the gray levels around one place outlives the next frame.
 */
final class ReadMachine implements Streams.Machine<Row, Row> {
    private static final RecordingRows RECORDINGS = new RecordingRows();
    private static final WantedFrame.Codec WANTED = new WantedFrame.Codec();

    private static final long US_PER_MS = 1_000;
    /** Stands between an unread script and the time of the first frame that shows it. */
    private static final String AT = ", first at ";

    private final ReadTask task;
    private final Function<String, KnownReadings> known;
    private String subject = "";
    private @Nullable Recording recording;
    private @Nullable SeekableByteChannel channel;
    private @Nullable VideoDecoder decoder;
    private @Nullable SegmentReader reader;
    private @Nullable ScriptWatch scripts;
    private @Nullable PictureFinder pictures;
    private FrameStore.@Nullable Writer frames;
    private @Nullable FrameBlob last;
    private @Nullable Decoded current;
    private final EffectWatch watch = new EffectWatch();
    private @Nullable Pixels shown;
    private boolean unreadable;
    private ReadingStats stats = ReadingStats.NONE;
    private long pictureNs;
    private long seq;

    /**
     * What every machine of a task shares; travels to the executor.
     *
     * @param known where readings are kept across builds; null when they are not
     */
    record ReadTask(
            MediaFolder videos,
            MediaFolder out,
            String keyring,
            ReadingSettings settings,
            ReadingStore.@Nullable Place known,
            Counters counters)
            implements java.io.Serializable {}

    /** The frame that was decoded last: several steps may want it one after the other. */
    private record Decoded(FrameRef frame, Pixels picture) {}

    /**
     * A machine.
     *
     * @param known what the lines of a person, by opaque name, were read as before
     */
    ReadMachine(ReadTask task, Function<String, KnownReadings> known) {
        this.task = task;
        this.known = known;
    }

    @Override
    public void accept(Row row, Consumer<Row> sink) {
        if (!row.isNullAt(row.fieldIndex(ReadingsStage.RECORDING))) {
            recording = RECORDINGS.fromRow(row.getAs(ReadingsStage.RECORDING));
            subject = row.getAs(Tagged.SUBJECT);
            return;
        }
        Recording r = recording;
        if (r == null) {
            throw new IllegalStateException("Cannot read frames of a recording that is not there");
        }
        try {
            WantedFrame wanted = WANTED.fromRow(row.getAs(ReadingsStage.WANTED));
            if (wanted.look().isPresent()) {
                look(r, wanted, wanted.look().get(), sink);
            } else {
                keep(r, wanted, sink);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read a sealed video", e);
        }
    }

    private void keep(Recording r, WantedFrame wanted, Consumer<Row> sink) throws IOException {
        TrajectoryId trajectory = new TrajectoryId(r.id(), wanted.trajectory());
        FrameBlob same = last;
        if (same != null && same.frame().equals(wanted.frame())) {
            // Two trajectories meet in one frame: it is stored and read once.
            last = new FrameBlob(
                    trajectory,
                    same.frame(),
                    same.widthPx(),
                    same.heightPx(),
                    same.container(),
                    same.offset(),
                    same.length(),
                    same.sha256(),
                    same.hash());
            emit(sink, ReadingsStage.FRAME, last);
            return;
        }
        Pixels picture = decode(r, wanted);
        if (picture == null) {
            violation(sink, ViolationCode.FRAME_MISSING, wanted, "the video ends, or is damaged, before this frame");
            return;
        }
        if (wanted.between() && same != null && same.trajectory().equals(trajectory) && isSame(picture)) {
            task.counters().frame();
            return;
        }
        shown = picture;
        last = frames(r, wanted)
                .add(trajectory, wanted.frame(), picture.width(), picture.height(), FrameCodec.encode(picture));
        emit(sink, ReadingsStage.FRAME, last);
        read(r, wanted, picture, sink);
        task.counters().frame();
    }

    /** A frame that cannot be had says nothing; where it is one to keep, that has been said. */
    private void look(Recording r, WantedFrame wanted, WantedFrame.Look look, Consumer<Row> sink) throws IOException {
        Pixels picture = decode(r, wanted);
        EffectCheck.Verdict verdict =
                picture == null ? null : watch.look(look, picture).orElse(null);
        if (verdict == null || verdict == EffectCheck.Verdict.NO_EFFECT) {
            return;
        }
        task.counters().effect();
        if (verdict == EffectCheck.Verdict.SHOWN) {
            violation(
                    sink,
                    ViolationCode.EFFECT_SHOWN,
                    "step:" + look.step(),
                    "what changes at its place behind it has changed in its observation");
        }
    }

    /** Whether {@code picture} shows what the frame kept last does. */
    private boolean isSame(Pixels picture) {
        Pixels before = shown;
        return before != null && !picture.differsFrom(before, FullRate.NOISE_LEVELS);
    }

    private void read(Recording r, WantedFrame wanted, Pixels picture, Consumer<Row> sink) {
        try {
            List<TextLine> fresh = new ArrayList<>();
            List<LineSighting> seen = reader().read(wanted.frame().tUs(), picture, r.viewport(), fresh::add);
            fresh.forEach(line -> emit(sink, ReadingsStage.LINE, line));
            seen.forEach(s -> emit(sink, ReadingsStage.SIGHTING, s));
            unread(wanted, scripts().look(picture, fresh, seen), sink);
            for (Picture p : pictures().find(picture)) {
                emit(
                        sink,
                        ReadingsStage.PICTURE,
                        new PictureSighting(wanted.frame().tUs(), p));
            }
        } catch (RuntimeException e) {
            // Fail closed: what could not be read is withheld, with its trajectory, and said.
            violation(sink, ViolationCode.READING_FAILED, wanted, e.getClass().getSimpleName());
        }
    }

    private void unread(WantedFrame wanted, ScriptWatch.Unread unread, Consumer<Row> sink) {
        for (Box box : unread.boxes()) {
            Picture text = new Picture(PictureKind.UNREAD_TEXT, box);
            emit(sink, ReadingsStage.PICTURE, new PictureSighting(wanted.frame().tUs(), text));
        }
        unread.fresh()
                .ifPresent(script -> violation(
                        sink,
                        ViolationCode.SCRIPT_UNREAD,
                        wanted,
                        script + AT + wanted.frame().tUs() / US_PER_MS + " ms"));
    }

    /** The script in the detail of a violation that says it is unread. */
    static String scriptOf(String detail) {
        return detail.substring(0, detail.indexOf(AT));
    }

    private @Nullable Pixels decode(Recording r, WantedFrame wanted) throws IOException {
        Decoded same = current;
        if (same != null && same.frame().equals(wanted.frame())) {
            return same.picture();
        }
        VideoDecoder open = decoder;
        if (open == null && !unreadable) {
            KeyService keys = LocalKeyring.open(Path.of(task.keyring()));
            SeekableByteChannel bytes = task.videos()
                    .open(subject, MediaNames.video(keys, r.id(), wanted.frame().chunk()));
            channel = bytes;
            if (VideoDecoder.open(bytes) instanceof VideoResult.Opened<VideoDecoder> opened) {
                open = opened.value();
                decoder = open;
            } else {
                unreadable = true;
            }
        }
        Pixels picture = open != null && open.skipTo(wanted.frame().indexInChunk()) ? open.pixels() : null;
        current = picture == null ? null : new Decoded(wanted.frame(), picture);
        return picture;
    }

    private FrameStore.Writer frames(Recording r, WantedFrame wanted) {
        FrameStore.Writer open = frames;
        if (open == null) {
            KeyService keys = LocalKeyring.open(Path.of(task.keyring()));
            open = new FrameStore.Writer(
                    task.out(),
                    subject,
                    MediaNames.frames(keys, r.id(), wanted.frame().chunk()));
            frames = open;
        }
        return open;
    }

    private SegmentReader reader() {
        SegmentReader open = reader;
        if (open == null) {
            open = new SegmentReader(task.settings(), known.apply(subject));
            reader = open;
        }
        return open;
    }

    private ScriptWatch scripts() {
        ScriptWatch open = scripts;
        if (open == null) {
            open = new ScriptWatch(task.settings());
            scripts = open;
        }
        return open;
    }

    private PictureFinder pictures() {
        PictureFinder open = pictures;
        if (open == null) {
            open = new PictureFinder();
            pictures = open;
        }
        return open;
    }

    @Override
    public void finish(Consumer<Row> sink) {
        close();
        task.counters().add(stats);
        task.counters().pictures(pictureNs);
    }

    /** Frees natives; also called when the task fails. */
    void close() {
        try {
            if (reader != null) {
                stats = stats.plus(reader.stats());
                reader.close();
                reader = null;
            }
            if (scripts != null) {
                task.counters().scripts(scripts.calls(), scripts.spentNs());
                scripts.close();
                scripts = null;
            }
            if (pictures != null) {
                pictureNs += pictures.spentNs();
                pictures.close();
                pictures = null;
            }
            if (decoder != null) {
                decoder.close();
                decoder = null;
            }
            if (channel != null) {
                channel.close();
                channel = null;
            }
            if (frames != null) {
                frames.close();
                frames = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot finish a file of kept frames", e);
        }
    }

    private void violation(Consumer<Row> sink, ViolationCode code, WantedFrame wanted, String detail) {
        String frame = wanted.frame().chunk() + "/" + wanted.frame().indexInChunk();
        violation(sink, code, "trajectory:" + wanted.trajectory() + " screen:" + frame, detail);
    }

    private void violation(Consumer<Row> sink, ViolationCode code, String place, String detail) {
        Recording r = java.util.Objects.requireNonNull(recording);
        emit(sink, ReadingsStage.VIOLATION, new Violation(code, r.id().value(), place, detail));
    }

    private <T> void emit(Consumer<Row> sink, String kind, T value) {
        Recording r = java.util.Objects.requireNonNull(recording);
        sink.accept(ReadingsStage.TABLE.row(subject, r.id().value(), kind, seq++, value));
    }
}
