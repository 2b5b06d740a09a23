package dev.scrim.datasets.capture.pointlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.capture.Capture;
import dev.scrim.datasets.capture.CaptureFormat;
import dev.scrim.datasets.capture.CaptureFormatConformance;
import dev.scrim.datasets.capture.ImportSamples;
import dev.scrim.datasets.capture.Recordings;
import dev.scrim.datasets.model.MouseEvent;
import dev.scrim.datasets.model.StreamKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PointLogFormatTest extends CaptureFormatConformance {
    @Override
    protected CaptureFormat format() {
        return new PointLogFormat();
    }

    @Override
    protected Path sample() {
        return ImportSamples.quick("pointlog-quick");
    }

    @Override
    protected Map<StreamKind, Long> sampleLines() throws IOException {
        return Map.of(StreamKind.MOUSE, ImportSamples.lines(sample().resolve("points.jsonl"), "\"ms\""));
    }

    @Test
    void millisecondsBecomeMicroseconds() throws IOException {
        Capture capture = Recordings.open(sample());
        MouseEvent press =
                (MouseEvent) ImportSamples.events(capture, StreamKind.MOUSE).get(2);

        assertThat(press.tUs()).isEqualTo(1_250_500);
        assertThat(press.kind()).isEqualTo(MouseEvent.Kind.DOWN);
        assertThat(capture.recording().id().value()).isEqualTo("points-1");
    }
}
