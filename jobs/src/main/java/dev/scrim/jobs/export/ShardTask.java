package dev.scrim.jobs.export;

import dev.scrim.datasets.media.ImageCodec;
import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Element;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.WindowEvent;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.shards.EncodedImage;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.FlatAction;
import dev.scrim.datasets.shards.ScreenProjection;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardName;
import dev.scrim.datasets.shards.ShardSample;
import dev.scrim.datasets.shards.ShardWriter;
import dev.scrim.datasets.shards.StepSchema;
import dev.scrim.datasets.split.Split;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.stage.FrameStore;
import dev.scrim.jobs.stage.MediaFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/** Writes the shards whose samples are in this partition, one after the other, one sample in memory at a time. */
final class ShardTask implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;
    private static final StepSampleRows SAMPLES = new StepSampleRows();

    private final String format;
    private final ExportOptions options;
    private final ShardPlace place;
    private final MediaFolder redacted;
    private final MediaFolder repaired;
    private final Map<String, Integer> shardsBySplit;
    private final LongAccumulator done;
    private final Receipts receipts;
    private final Fates fates;

    /**
     * How many shards were there already and how many were written.
     */
    record Fates(LongAccumulator taken, LongAccumulator written) implements java.io.Serializable {}

    ShardTask(
            String format,
            ExportOptions options,
            ShardPlace place,
            MediaFolder redacted,
            MediaFolder repaired,
            Map<String, Integer> shardsBySplit,
            LongAccumulator done,
            Receipts receipts,
            Fates fates) {
        this.format = format;
        this.options = options;
        this.place = place;
        this.redacted = redacted;
        this.repaired = repaired;
        this.shardsBySplit = Map.copyOf(shardsBySplit);
        this.done = done;
        this.receipts = receipts;
        this.fates = fates;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) throws IOException {
        List<Row> out = new ArrayList<>();
        NotedShardDirectory stored = new NotedShardDirectory(place.stored());
        ShardDirectory directory = place.over(stored);
        @Nullable ShardWriter writer = null;
        @Nullable ShardName open = null;
        try (Pictures pictures = new Pictures()) {
            while (rows.hasNext()) {
                Row row = rows.next();
                ShardName shard = shardOf(row);
                if (!shard.equals(open)) {
                    finish(writer, open, stored, out);
                    writer = null;
                    open = shard;
                    if (!taken(shard, out)) {
                        writer = ShardFormats.load().steps(format).write(directory, shard, StepSchema.STEP, options);
                    }
                }
                done.add(1);
                if (writer == null) {
                    continue;
                }
                StepSample sample = SAMPLES.fromRow(row.getAs("sample"));
                writer.write(StepSchema.disclose(sample(sample, row.getAs(Tagged.SUBJECT), pictures), StepSchema.STEP));
            }
            finish(writer, open, stored, out);
            writer = null;
        } finally {
            if (writer != null) {
                writer.close();
            }
        }
        return out.iterator();
    }

    private ShardName shardOf(Row row) {
        String split = row.getAs("split");
        return new ShardName(Split.of(split), row.getAs("shard"), shardsBySplit.getOrDefault(split, 1));
    }

    private boolean taken(ShardName shard, List<Row> out) throws IOException {
        Optional<Receipts.Part> there = receipts.take(shard.stem());
        there.ifPresent(part -> tell(shard, part.files(), out));
        (there.isPresent() ? fates.taken() : fates.written()).add(1);
        return there.isPresent();
    }

    private void finish(
            @Nullable ShardWriter writer, @Nullable ShardName shard, NotedShardDirectory stored, List<Row> out)
            throws IOException {
        if (writer != null && shard != null) {
            List<ShardInfo> files = writer.finish();
            writer.close();
            receipts.put(shard.stem(), new Receipts.Part(files), stored);
            tell(shard, files, out);
        }
    }

    private static void tell(ShardName shard, List<ShardInfo> files, List<Row> out) {
        files.forEach(f -> out.add(ShardInfoRows.row(shard.stem(), "", f)));
    }

    private ShardSample sample(StepSample s, String subject, Pictures pictures) throws IOException {
        Action action = s.step().action();
        TimeSpan span = action.span();
        Optional<String> text = action instanceof Action.TypeText t
                ? Optional.of(t.text())
                : action instanceof Action.DropdownSelect d ? d.optionText() : Optional.empty();
        Map<Category, Integer> counts = new EnumMap<>(Category.class);
        s.masks().forEach((category, n) -> counts.put(Category.valueOf(category), n));
        ScreenProjection projection = new ScreenProjection(s.viewport(), options);
        return new ShardSample(
                s.sampleId(),
                s.trajectoryId(),
                Split.of(s.split()),
                s.place(),
                s.task(),
                s.step().window().map(WindowEvent::app),
                s.step().window().map(WindowEvent::title),
                s.step().window().flatMap(WindowEvent::url),
                s.viewport(),
                FlatAction.from(action, text)
                        .at(new TimeSpan(
                                Math.max(0, span.startUs() - s.startUs()), Math.max(0, span.endUs() - s.startUs())))
                        .projected(projection::point),
                pictures.image(subject, s.observation(), projection),
                pictures.image(subject, s.after(), projection),
                new CategoryCounts(counts),
                s.rating(),
                s.step().target(),
                s.step().target().map(Element::box).map(projection::area));
    }

    /** Open containers, by person and stage. */
    private final class Pictures implements AutoCloseable {
        private final Map<String, FrameStore.Reader> readers = new HashMap<>();

        Optional<EncodedImage> image(String subject, Optional<StepSample.Picture> picture, ScreenProjection projection)
                throws IOException {
            if (picture.isEmpty()) {
                return Optional.empty();
            }
            boolean second = picture.get().repaired();
            FrameStore.Reader reader = readers.computeIfAbsent(
                    subject + second, k -> new FrameStore.Reader(second ? repaired : redacted, subject));
            EncodedImage png = EncodedImage.ofPng(reader.read(picture.get().blob()));
            boolean asItIs = options.codec() == ImageCodec.PNG
                    && png.widthPx() == projection.widthPx()
                    && png.heightPx() == projection.heightPx();
            return Optional.of(asItIs ? png : png.recoded(projection.widthPx(), projection.heightPx(), options));
        }

        @Override
        public void close() throws IOException {
            for (FrameStore.Reader reader : readers.values()) {
                reader.close();
            }
        }
    }
}
