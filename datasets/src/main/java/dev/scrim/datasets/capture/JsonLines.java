package dev.scrim.datasets.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects, one a line, as recorders leave them: with or without a byte-order mark, with either line end, cut off at
 * the end. Memory is bounded by the longest line allowed. Not thread-safe.
 */
public final class JsonLines implements AutoCloseable {
    /** A longer line is no event; its rest is skipped unread. */
    public static final int MAX_LINE_BYTES = 1 << 20;

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final ObjectReader OBJECT = JsonMapper.builder(new JsonFactory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerForMapOf(Object.class);

    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int chunkAt;
    private int chunkEnd;
    private byte[] line = new byte[1024];
    private int lineBytes;
    private boolean tooLong;
    private boolean terminated;
    private long number;

    /** Takes the stream over and closes it. */
    public JsonLines(InputStream in) {
        this.in = in;
    }

    /** One line that is not blank. */
    public sealed interface Line {
        /** One-based, blank lines counted: what an editor shows. */
        long number();

        /** The line is one JSON object. */
        record Fields(long number, Map<String, @Nullable Object> fields) implements Line {}

        /** The line is something else. */
        record Broken(long number) implements Line {}

        /** The last line ends without a line end and is no whole object: the recorder stopped in the middle of it. */
        record CutOff(long number) implements Line {}
    }

    /** The next line that is not blank, or empty at the end. */
    public Optional<Line> next() throws IOException {
        while (readLine()) {
            if (!isBlank()) {
                return Optional.of(parse());
            }
        }
        return Optional.empty();
    }

    private Line parse() throws IOException {
        if (!tooLong) {
            try {
                Map<String, @Nullable Object> fields = OBJECT.readValue(line, 0, lineBytes);
                if (fields != null) {
                    return new Line.Fields(number, fields);
                }
            } catch (JsonProcessingException malformed) {
                // Its message would quote the line, which is private: only the place is told.
            }
        }
        return terminated ? new Line.Broken(number) : new Line.CutOff(number);
    }

    private boolean readLine() throws IOException {
        lineBytes = 0;
        tooLong = false;
        terminated = false;
        boolean any = false;
        while (!terminated && fill()) {
            any = true;
            int end = chunkAt;
            while (end < chunkEnd && chunk[end] != '\n') {
                end++;
            }
            append(end - chunkAt);
            terminated = end < chunkEnd;
            chunkAt = terminated ? end + 1 : end;
        }
        if (any) {
            number++;
            if (number == 1 && startsWithMark()) {
                lineBytes -= 3;
                System.arraycopy(line, 3, line, 0, lineBytes);
            }
        }
        return any;
    }

    private boolean fill() throws IOException {
        if (chunkAt == chunkEnd) {
            chunkAt = 0;
            chunkEnd = Math.max(0, in.read(chunk));
        }
        return chunkAt < chunkEnd;
    }

    private void append(int bytes) {
        if (lineBytes + bytes > MAX_LINE_BYTES) {
            tooLong = true;
            return;
        }
        if (line.length < lineBytes + bytes) {
            line = Arrays.copyOf(line, Math.max(lineBytes + bytes, Math.min(2 * line.length, MAX_LINE_BYTES)));
        }
        System.arraycopy(chunk, chunkAt, line, lineBytes, bytes);
        lineBytes += bytes;
    }

    private boolean startsWithMark() {
        return lineBytes >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF;
    }

    private boolean isBlank() {
        if (tooLong) {
            return false;
        }
        for (int i = 0; i < lineBytes; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
