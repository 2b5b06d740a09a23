package dev.scrim.datasets.shards.webdataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scrim.datasets.media.ImageCodec;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.EncodedImage;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardReader;
import dev.scrim.datasets.shards.StepSchema;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one tar back; holds one sample and the next one's first file in memory. */
final class WebdatasetReader implements ShardReader {
    private final TarScan tar;
    private Optional<TarScan.Entry> ahead;
    private Optional<Sample> first;
    private final Schema schema;
    private long position;

    private record Sample(String key, Map<String, byte[]> parts) {}

    WebdatasetReader(ShardDirectory directory, String file) throws IOException {
        this.tar = new TarScan(directory, file);
        try {
            this.ahead = tar.next();
            this.first = sample();
            // A shard without samples says nothing of its columns.
            this.schema = first.isEmpty()
                    ? new Schema(StepSchema.STEP.name(), List.of())
                    : SampleJson.schema(json(first.get()));
        } catch (IOException | RuntimeException e) {
            tar.close();
            throw e;
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Optional<DisclosedRow> next() throws IOException {
        Optional<Sample> sample = first.isPresent() ? first : sample();
        first = Optional.empty();
        if (sample.isEmpty()) {
            return Optional.empty();
        }
        position++;
        return Optional.of(row(sample.get()));
    }

    @Override
    public long position() {
        return position;
    }

    /** From header to header; no file's content is read. */
    @Override
    public void skip(long rows) throws IOException {
        for (long i = 0; i < rows; i++) {
            if (first.isPresent()) {
                first = Optional.empty();
            } else {
                if (ahead.isEmpty()) {
                    throw new EOFException("Cannot pass over rows: the shard ends");
                }
                String key = key(ahead.get());
                while (ahead.isPresent() && key(ahead.get()).equals(key)) {
                    ahead = tar.next();
                }
            }
            position++;
        }
    }

    /** All files of the next key. */
    private Optional<Sample> sample() throws IOException {
        if (ahead.isEmpty()) {
            return Optional.empty();
        }
        String key = key(ahead.get());
        Map<String, byte[]> parts = new LinkedHashMap<>();
        while (ahead.isPresent() && key(ahead.get()).equals(key)) {
            String part = ahead.get().name().substring(key.length() + 1);
            if (parts.put(part, tar.content(ahead.get())) != null) {
                throw new IOException("Cannot read a sample: it has a file twice");
            }
            ahead = tar.next();
        }
        return Optional.of(new Sample(key, parts));
    }

    private static String key(TarScan.Entry entry) throws IOException {
        int dot = entry.name().indexOf('.');
        if (dot < 0
                || !WebdatasetWriter.KEY.matcher(entry.name().substring(0, dot)).matches()) {
            throw new IOException("Cannot read a tar: a file has not the name of a sample's part");
        }
        return entry.name().substring(0, dot);
    }

    private static JsonNode json(Sample sample) throws IOException {
        byte[] json = sample.parts().get(SampleParts.JSON);
        if (json == null) {
            throw new IOException("Cannot read a sample: its columns are missing");
        }
        return SampleJson.parse(json);
    }

    private DisclosedRow row(Sample sample) throws IOException {
        JsonNode json = json(sample);
        List<String> names = new ArrayList<>(sample.parts().keySet());
        SampleParts parts = SampleParts.of(schema, SampleParts.codec(names).orElse(ImageCodec.PNG));
        if (!parts.names().equals(names)) {
            throw new IOException("Cannot read a sample: its files are not those of its columns, in order");
        }
        Map<String, byte[]> pictures = new HashMap<>();
        for (Map.Entry<String, Optional<String>> part : parts.columns().entrySet()) {
            byte[] bytes = sample.parts().get(part.getKey());
            if (part.getValue().isEmpty() || bytes == null) {
                continue;
            }
            String column = part.getValue().get();
            if (SampleJson.named(json, column).isPresent()) {
                pictures.put(column, bytes);
            } else {
                requirePlaceholder(bytes);
            }
        }
        DisclosedRow row = SampleJson.row(schema, json, pictures);
        if (row.string(WebdatasetWriter.SAMPLE_ID)
                .filter(id -> !id.equals(sample.key()))
                .isPresent()) {
            throw new IOException("Cannot read a sample: its files have not its id as their name");
        }
        return row;
    }

    /** Nothing may hide where there is said to be no picture. */
    private static void requirePlaceholder(byte[] bytes) throws IOException {
        EncodedImage image;
        try {
            image = EncodedImage.of(bytes);
        } catch (IllegalArgumentException e) {
            throw new IOException("Cannot read a sample: a file is no picture", e);
        }
        if (image.widthPx() != 1 || image.heightPx() != 1) {
            throw new IOException("Cannot read a sample: it has a picture that its columns do not tell of");
        }
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
