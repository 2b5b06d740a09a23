package dev.scrim.datasets.shards.chat;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardName;
import dev.scrim.datasets.shards.ShardWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes conversations, the steps they come from, and each picture at once. In memory are one step's pictures and one
 * conversation's text. Pictures of a shard that is given up stay: their names and bytes are those of the next attempt,
 * and taking them away could rob an attempt that was quicker.
 */
final class ChatWriter implements ShardWriter {
    /** Of each trajectory's last step alone: elsewhere the next step's picture shows the same. */
    private static final String AFTER = "after_image";

    private final ShardDirectory directory;
    private final ShardName name;
    private final Schema schema;
    private final Dialect dialect;
    private final Wording wording;
    private final Telling telling;
    private final ShardDirectory.Output data;
    private final ShardDirectory.Output steps;
    private final List<ShardInfo> pictures = new ArrayList<>();
    private @Nullable DisclosedRow held;
    private long rows;
    private long lines;

    ChatWriter(ShardDirectory directory, ShardName name, StepHeader header, Dialect dialect, Wording wording)
            throws IOException {
        this.directory = directory;
        this.name = name;
        this.schema = header.schema();
        this.dialect = dialect;
        this.wording = wording;
        this.telling = new Telling(dialect, this::put);
        for (String needed : Wording.needed()) {
            if (schema.find(needed).isEmpty()) {
                throw new UserError(
                        "Cannot write conversations without the column " + needed, "let the policy disclose it");
            }
        }
        this.data = directory.create(ChatFiles.data(name.stem()));
        try {
            this.steps = directory.create(ChatFiles.steps(name.stem()));
        } catch (IOException e) {
            data.close();
            throw e;
        }
        try {
            steps.write(Json.line(header.toJson(wording.space())));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void write(DisclosedRow row) throws IOException {
        if (!row.schema().equals(schema)) {
            throw new IllegalArgumentException("Cannot write a row of another schema than the shard's");
        }
        DisclosedRow before = held;
        held = row;
        if (before != null) {
            take(SaidStep.isLast(before, row) ? before : withoutAfter(before));
        }
    }

    private static DisclosedRow withoutAfter(DisclosedRow row) {
        Map<String, Object> values = new LinkedHashMap<>(row.values());
        values.keySet().removeIf(k -> k.startsWith(AFTER));
        return new DisclosedRow(row.schema(), values);
    }

    private void take(DisclosedRow row) throws IOException {
        for (Optional<ImageValue> image : List.of(row.image("image"), row.image(AFTER))) {
            if (image.isPresent()) {
                pictures.add(picture(image.get()));
            }
        }
        SaidStep step = SaidStep.of(row, wording);
        steps.write(Json.line(step.toJson()));
        rows++;
        try {
            telling.accept(step);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private ShardInfo picture(ImageValue image) throws IOException {
        String path = RowJson.path(image);
        try (ShardDirectory.Output out = directory.create(path)) {
            image.writeTo(out);
            ShardDirectory.Committed done = out.commit();
            return new ShardInfo(path, Optional.of(name.split().label()), done.bytes(), done.sha256(), 0, 1);
        }
    }

    private void put(Conversation conversation) {
        try {
            data.write(Json.line(dialect.line(conversation, wording)));
            lines++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<ShardInfo> finish() throws IOException {
        DisclosedRow last = held;
        held = null;
        if (last != null) {
            take(last);
        }
        try {
            telling.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        List<ShardInfo> files = new ArrayList<>();
        ShardDirectory.Committed said = data.commit();
        files.add(new ShardInfo(
                ChatFiles.data(name.stem()), Optional.of(name.split().label()), said.bytes(), said.sha256(), lines, 0));
        ShardDirectory.Committed done = steps.commit();
        files.add(new ShardInfo(ChatFiles.steps(name.stem()), Optional.empty(), done.bytes(), done.sha256(), rows, 0));
        files.addAll(pictures);
        return files;
    }

    @Override
    public void close() throws IOException {
        try (data) {
            steps.close();
        }
    }
}
