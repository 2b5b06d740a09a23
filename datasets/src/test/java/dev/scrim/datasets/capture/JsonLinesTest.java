package dev.scrim.datasets.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
    private static List<String> read(InputStream in) throws IOException {
        List<String> found = new ArrayList<>();
        try (JsonLines lines = new JsonLines(in)) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                JsonLines.Line l = line.get();
                found.add(l.number()
                        + (l instanceof JsonLines.Line.Fields f
                                ? "" + f.fields()
                                : l instanceof JsonLines.Line.CutOff ? " cut" : " broken"));
            }
        }
        return found;
    }

    private static List<String> read(String text) throws IOException {
        return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void linesAreNumberedAsAnEditorDoesAndBlankOnesSkipped() throws IOException {
        assertThat(read("\uFEFF{\"a\":1}\r\n\n \t\r\n{\"b\":\"\u00fc\"}\n")).containsExactly("1{a=1}", "4{b=\u00fc}");
    }

    @Test
    void aWholeLastLineNeedsNoLineEnd() throws IOException {
        assertThat(read("{\"a\":1}\n{\"b\":2}")).containsExactly("1{a=1}", "2{b=2}");
        assertThat(read("{\"a\":1}\n{\"b\":2")).containsExactly("1{a=1}", "2 cut");
        assertThat(read("{\"a\":1\n{\"b\":2}\n")).containsExactly("1 broken", "2{b=2}");
    }

    @Test
    void aLineBeyondTheLimitIsBrokenAndTheNextOneRead() throws IOException {
        String huge = "{\"a\":\"" + "x".repeat(3 * JsonLines.MAX_LINE_BYTES) + "\"}";

        assertThat(read(huge + "\n{\"b\":2}\n")).containsExactly("1 broken", "2{b=2}");
        assertThat(read("{\"a\":\"" + "x".repeat(200_000) + "\"}\n")).hasSize(1).allMatch(s -> s.startsWith("1{a="));
    }

    @Test
    void aStreamThatTricklesReadsTheSame() throws IOException {
        String text = "\uFEFF{\"a\":1}\n\n{\"b\":2}\n{\"c\"";
        InputStream slow = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(1, length));
            }
        };

        assertThat(read(slow)).isEqualTo(read(text)).containsExactly("1{a=1}", "3{b=2}", "4 cut");
    }
}
