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

    ShardTask(
            String format,
            ExportOptions options,
            ShardPlace place,
            MediaFolder redacted,
            MediaFolder repaired,
            Map<String, Integer> shardsBySplit,
            LongAccumulator done) {
        this.format = format;
        this.options = options;
        this.place = place;
        this.redacted = redacted;
        this.repaired = repaired;
        this.shardsBySplit = Map.copyOf(shardsBySplit);
        this.done = done;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) throws IOException {
        List<Row> out = new ArrayList<>();
        @Nullable ShardWriter writer = null;
        String open = "";
        try (Pictures pictures = new Pictures()) {
            while (rows.hasNext()) {
                Row row = rows.next();
                String split = row.getAs("split");
                int shard = row.getAs("shard");
                String key = split + "/" + shard;
                if (writer == null || !key.equals(open)) {
                    finish(writer, out);
                    writer = ShardFormats.load()
                            .steps(format)
                            .write(
                                    place.open(),
                                    new ShardName(Split.of(split), shard, shardsBySplit.getOrDefault(split, 1)),
                                    StepSchema.STEP,
                                    options);
                    open = key;
                }
                StepSample sample = SAMPLES.fromRow(row.getAs("sample"));
                writer.write(StepSchema.disclose(sample(sample, row.getAs(Tagged.SUBJECT), pictures), StepSchema.STEP));
                done.add(1);
            }
            finish(writer, out);
            writer = null;
        } finally {
            if (writer != null) {
                writer.close();
            }
        }
        return out.iterator();
    }

    private static void finish(@Nullable ShardWriter writer, List<Row> out) throws IOException {
        if (writer != null) {
            List<ShardInfo> files = writer.finish();
            writer.close();
            files.forEach(f -> out.add(ShardInfoRows.row(f)));
        }
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
