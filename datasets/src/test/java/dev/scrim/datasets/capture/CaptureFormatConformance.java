package dev.scrim.datasets.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.RawEvent;
import dev.scrim.datasets.model.Recording;
import dev.scrim.datasets.model.StreamKind;
import dev.scrim.datasets.model.WindowEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every capture format promises. A new format subclasses this with a small real recording of its own. */
public abstract class CaptureFormatConformance {
    @TempDir
    Path temp;

    protected abstract CaptureFormat format();

    /** A sound recording of the format; never changed. */
    protected abstract Path sample();

    /** What the sample holds, counted by other means than the reader's. */
    protected abstract Map<StreamKind, Long> sampleLines() throws IOException;

    private Capture opened() throws IOException {
        CaptureResult result = format().open(Recordings.folder(sample()));
        assertThat(result).isInstanceOf(CaptureResult.Accepted.class);
        return ((CaptureResult.Accepted) result).capture();
    }

    @Test
    void isInstalledUnderItsNameAndAloneClaimsItsSample() throws IOException {
        assertThat(CaptureFormats.installed().names()).contains(format().name());
        assertThat(format().claims(Recordings.folder(sample()))).isTrue();
        assertThat(CaptureFormats.installed().open(Recordings.folder(sample())))
                .isInstanceOf(CaptureResult.Accepted.class);
    }

    @Test
    void claimsNoFolderWithoutFiles() throws IOException {
        Path empty = Files.createDirectory(temp.resolve("empty"));

        assertThat(format().claims(Recordings.folder(empty))).isFalse();
    }

    @Test
    void soundSampleGivesEveryLineAsOneEvent() throws IOException {
        CaptureInspection inspection = CaptureInspection.of(opened());

        assertThat(inspection.violations()).isEmpty();
        assertThat(inspection.accepted()).isTrue();
        sampleLines()
                .forEach((stream, lines) -> assertThat(inspection.counts().get(stream))
                        .as(stream.name())
                        .isEqualTo(new StreamCount(lines, lines, 0)));
        assertThat(inspection.counts().keySet()).isEqualTo(sampleLines().keySet());
    }

    @Test
    void ordinalsRiseAndEveryEventIsOfItsStream() throws IOException {
        Capture capture = opened();
        for (StreamKind stream : capture.streams()) {
            long before = -1;
            for (RawEvent event : events(capture, stream)) {
                assertThat(event.stream()).isEqualTo(stream);
                assertThat(event.ordinal()).isGreaterThan(before);
                assertThat(event.tUs()).isNotNegative();
                before = event.ordinal();
            }
        }
    }

    @Test
    void readingTwiceGivesTheSame() throws IOException {
        Capture capture = opened();
        for (StreamKind stream : capture.streams()) {
            assertThat(events(capture, stream)).isEqualTo(events(opened(), stream));
        }
    }

    @Test
    void screensAreThereAndNothingIsWrittenBesideThem() throws IOException {
        List<String> before = names(sample());
        Capture capture = opened();
        CaptureInspection.of(capture);
        Recording recording = capture.recording();
        for (var chunk : recording.screens()) {
            try (var channel = capture.openScreen(chunk)) {
                assertThat(channel.size()).isPositive();
            }
        }

        assertThat(names(sample())).isEqualTo(before);
    }

    /** Each file cut, bent or emptied in turn: the outcome is a value, conserves lines and says nothing private. */
    @Test
    void damageIsToldAsViolationsAndNeverThrown() throws IOException {
        List<String> titles = titles();
        Random random = new Random(20261122);
        int round = 0;
        for (String file : names(sample())) {
            for (int kind = 0; kind < 4; kind++) {
                Path spoilt = Recordings.copy(sample(), temp.resolve("spoilt-" + round++));
                Path target = spoilt.resolve(file);
                Files.write(target, spoil(Files.readAllBytes(target), kind, random));
                List<Violation> violations = new ArrayList<>();
                CaptureResult result = CaptureFormats.installed().open(Recordings.folder(spoilt));
                if (result instanceof CaptureResult.Rejected rejected) {
                    violations.addAll(rejected.violations());
                } else if (result instanceof CaptureResult.Accepted accepted) {
                    violations.addAll(CaptureInspection.of(accepted.capture()).violations());
                }
                assertThat(violations)
                        .allSatisfy(violation -> assertThat(titles)
                                .noneMatch(title -> violation.toString().contains(title)));
            }
        }
    }

    @Test
    void aRemovedFileRejectsOrLeavesASoundRecording() throws IOException {
        for (String file : names(sample())) {
            Path spoilt = Recordings.copy(sample(), temp.resolve("without-" + file));
            Files.delete(spoilt.resolve(file));
            CaptureResult result = CaptureFormats.installed().open(Recordings.folder(spoilt));
            if (result instanceof CaptureResult.Accepted accepted) {
                assertThat(CaptureInspection.of(accepted.capture()).accepted()).isTrue();
            } else {
                assertThat(((CaptureResult.Rejected) result).violations())
                        .allSatisfy(violation ->
                                assertThat(violation.code().severity()).isEqualTo(ViolationCode.Severity.QUARANTINE));
            }
        }
    }

    private static byte[] spoil(byte[] bytes, int kind, Random random) {
        byte[] spoilt = bytes.clone();
        switch (kind) {
            case 0 -> spoilt = Arrays.copyOf(bytes, random.nextInt(Math.max(1, bytes.length)));
            case 1 -> spoilt = new byte[0];
            case 2 -> spoilt[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            default -> {
                for (int i = 0; i < 20; i++) {
                    spoilt[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
        }
        return spoilt;
    }

    private List<String> titles() throws IOException {
        Capture capture = opened();
        return capture.streams().contains(StreamKind.WINDOW)
                ? events(capture, StreamKind.WINDOW).stream()
                        .map(event -> ((WindowEvent) event).title())
                        .filter(title -> title.length() > 3)
                        .toList()
                : List.of();
    }

    private static List<RawEvent> events(Capture capture, StreamKind stream) throws IOException {
        List<RawEvent> events = new ArrayList<>();
        try (EventReader reader = capture.read(stream, violation -> {})) {
            reader.forEachRemaining(events::add);
        }
        return events;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
