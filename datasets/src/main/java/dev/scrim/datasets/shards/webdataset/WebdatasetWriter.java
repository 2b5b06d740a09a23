package dev.scrim.datasets.shards.webdataset;

import dev.scrim.datasets.media.ImageCodec;
import dev.scrim.datasets.media.Picture;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardName;
import dev.scrim.datasets.shards.ShardWriter;
import dev.scrim.datasets.shards.StepSchema;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One tar and its two indexes; holds one sample's columns and the index in memory. */
final class WebdatasetWriter implements ShardWriter {
    static final String SAMPLE_ID = "sample_id";

    /** Readers cut a key at the first dot, an index at spaces; a leading underscore may mean "skip". */
    static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private final ShardDirectory directory;
    private final ShardName name;
    private final Schema schema;
    private final ImageCodec codec;
    private final SampleParts parts;
    private final ImageValue placeholder;
    private final boolean named;
    private final String file;
    private final ShardDirectory.Output output;
    private final ShardIndex index = new ShardIndex();
    private final Set<String> keys = new HashSet<>();
    private long at;
    private long images;

    WebdatasetWriter(ShardDirectory directory, ShardName name, Schema schema, ExportOptions options)
            throws IOException {
        this.directory = directory;
        this.name = name;
        this.schema = schema.disclosed();
        if (!this.schema.fields().stream()
                .allMatch(f -> StepSchema.STEP.fields().contains(f))) {
            throw new IllegalArgumentException("Cannot write a column as webdataset that is none of a step's");
        }
        this.codec = options.codec();
        this.parts = SampleParts.of(this.schema, codec);
        this.placeholder = placeholder(options);
        this.named = this.schema.find(SAMPLE_ID).isPresent();
        this.file = "%s/shard-%06d.tar".formatted(name.split().label(), name.ordinal());
        this.output = directory.create(file);
    }

    /** One black pixel in the export's codec, so that whoever decodes every picture of a sample can. */
    static ImageValue placeholder(ExportOptions options) {
        Pixels black = Pixels.adopt(1, 1, new byte[3]);
        return ImageValue.adopt(Picture.encode(black, 1, 1, options.codec(), options.quality()), Optional.empty());
    }

    @Override
    public void write(DisclosedRow row) throws IOException {
        if (!row.schema().equals(schema)) {
            throw new IllegalArgumentException("Cannot write a row of another schema into " + file);
        }
        String key = key(row);
        if (!keys.add(key)) {
            throw new IllegalArgumentException("Cannot write two samples of one id into " + file);
        }
        for (Map.Entry<String, Optional<String>> part : parts.columns().entrySet()) {
            String column = part.getValue().orElse("");
            if (column.isEmpty()) {
                byte[] json = SampleJson.encode(row);
                begin(key + "." + part.getKey(), json.length);
                output.write(json);
                end(json.length);
            } else {
                Optional<ImageValue> image = row.image(column);
                image.ifPresent(this::checkCodec);
                images += image.isPresent() ? 1 : 0;
                ImageValue bytes = image.orElse(placeholder);
                begin(key + "." + part.getKey(), bytes.length());
                bytes.writeTo(output);
                end(bytes.length());
            }
        }
    }

    /** Where ids are withheld, a sample is named by its place. */
    private String key(DisclosedRow row) {
        if (!named) {
            return "%s-%06d-%08d".formatted(name.split().label(), name.ordinal(), keys.size());
        }
        return row.string(SAMPLE_ID)
                .filter(id -> KEY.matcher(id).matches())
                .orElseThrow(
                        () -> new IllegalArgumentException("Cannot name a sample's files: its id is no safe name"));
    }

    private void checkCodec(ImageValue image) {
        String extension = "." + codec.extension();
        if (image.path().filter(p -> p.endsWith(extension)).isEmpty()) {
            throw new IllegalArgumentException("Cannot write a picture of another codec into a shard of "
                    + codec.label() + " (encode it as the export's options say)");
        }
    }

    private void begin(String entry, long size) throws IOException {
        output.write(new TarHeader(entry, size).toBlock());
        at += TarHeader.BLOCK;
        index.add(new TarScan.Entry(entry, at, size));
    }

    private void end(long size) throws IOException {
        int padding = TarHeader.padding(size);
        output.write(new byte[padding]);
        at += size + padding;
    }

    @Override
    public List<ShardInfo> finish() throws IOException {
        index.end(at);
        output.write(new byte[(int) (TarHeader.fileLength(at) - at)]);
        ShardDirectory.Committed done = output.commit();
        Optional<String> split = Optional.of(name.split().label());
        return List.of(
                new ShardInfo(file, split, done.bytes(), done.sha256(), keys.size(), images),
                CommittedFile.write(directory, ShardIndex.energonFile(file), split, index.energon()),
                CommittedFile.write(directory, ShardIndex.daliFile(file), split, index.dali()));
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
