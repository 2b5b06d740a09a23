package dev.scrim.datasets.shards.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ShardDirectory;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A file of steps as a stream. */
final class StepLines implements Closeable {
    private final BufferedReader in;
    private final StepHeader header;
    private final RowJson.Pictures pictures;

    /** @param pictures where bytes come from; a check that needs none gives none */
    StepLines(ShardDirectory directory, String file, RowJson.Pictures pictures) throws IOException {
        this.in = open(directory, file);
        this.pictures = pictures;
        try {
            String first = in.readLine();
            if (first == null) {
                throw new IOException("Cannot read steps from an empty file");
            }
            this.header = StepHeader.of(Json.read(first));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Lines in UTF-8; other bytes are an error, not a question mark. */
    static BufferedReader open(ShardDirectory directory, String file) throws IOException {
        return new BufferedReader(new InputStreamReader(
                Channels.newInputStream(directory.open(file)), StandardCharsets.UTF_8.newDecoder()));
    }

    StepHeader header() {
        return header;
    }

    /** The next line's row and the line itself. */
    Optional<Line> next() throws IOException {
        String line = in.readLine();
        if (line == null) {
            return Optional.empty();
        }
        ObjectNode json = Json.read(line);
        return Optional.of(new Line(RowJson.read(json.required("row"), header.schema(), pictures), line));
    }

    /** Passes over the next line. */
    void skip() throws IOException {
        if (in.readLine() == null) {
            throw new EOFException("Cannot pass over rows: the shard ends");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** @param text as it stands in the file */
    record Line(DisclosedRow row, String text) {}
}
