package dev.scrim.datasets.shards.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.ExportTable;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardName;
import dev.scrim.datasets.shards.ShardReader;
import dev.scrim.datasets.shards.ShardWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Conversations as JSON lines: {@code data/<shard>.jsonl} in the dialect, {@code images/<sample>.<extension>}, and
 * {@code steps/<shard>.jsonl}, every step with all its columns, its words in the action space or the reason why it has
 * none. {@code conversations.json} counts both. A step that the space cannot say is in no conversation.
 */
public abstract class ChatFormat implements ShardFormat.Steps {
    private final String id;
    private final String description;
    private final Dialect dialect;

    ChatFormat(String id, String description, Dialect dialect) {
        this.id = id;
        this.description = description;
        this.dialect = dialect;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final boolean wholeTrajectories() {
        return true;
    }

    @Override
    public final List<ExportTable> tables(Schema schema) {
        return List.of(new ExportTable(
                "conversation",
                ChatFiles.data("%s-*"),
                ExportTable.Encoding.JSON_LINES,
                dialect.columns(),
                Optional.of(dialect.columns().get(0).name()),
                Optional.empty()));
    }

    /**
     * Whether {@code options} can be kept, for asking before a build is run.
     *
     * @throws dev.scrim.datasets.check.UserError when they cannot
     */
    public final void check(ExportOptions options) {
        Wording.of(id, dialect, options);
    }

    @Override
    public final ShardWriter write(ShardDirectory directory, ShardName name, Schema schema, ExportOptions options)
            throws IOException {
        Wording wording = Wording.of(id, dialect, options);
        return new ChatWriter(directory, name, new StepHeader(id, schema.disclosed(), options), dialect, wording);
    }

    @Override
    public final List<ShardInfo> index(ShardDirectory directory, List<ShardInfo> files, ExportOptions options)
            throws IOException {
        Wording wording = Wording.of(id, dialect, options);
        List<ShardInfo> out = new ArrayList<>();
        out.add(put(directory, ChatFiles.SUMMARY, Summary.of(directory, files, wording)));
        Optional<JsonNode> register = register(files);
        if (register.isPresent()) {
            out.add(put(directory, ChatFiles.DATASET_INFO, register.get()));
        }
        return out;
    }

    /** What the dialect's tool finds the shards by, where it needs that. */
    Optional<JsonNode> register(List<ShardInfo> files) {
        return Optional.empty();
    }

    static List<String> dataFiles(List<ShardInfo> files) {
        return files.stream()
                .map(ShardInfo::file)
                .filter(f -> f.startsWith(ChatFiles.DATA))
                .toList();
    }

    private static ShardInfo put(ShardDirectory directory, String path, JsonNode json) throws IOException {
        try (ShardDirectory.Output out = directory.create(path)) {
            out.write(Json.pretty(json));
            ShardDirectory.Committed done = out.commit();
            return new ShardInfo(path, Optional.empty(), done.bytes(), done.sha256(), 0, 0);
        }
    }

    @Override
    public final ShardReader read(ShardDirectory directory, String file) throws IOException {
        return new ChatReader(directory, file);
    }

    @Override
    public final Contents reread(ShardDirectory directory, ShardInfo file, Consumer<String> problems)
            throws IOException {
        ChatCheck check = new ChatCheck(id, dialect, directory, problems);
        if (file.file().startsWith(ChatFiles.IMAGES)) {
            return check.picture(file.file());
        }
        if (file.file().startsWith(ChatFiles.STEPS)) {
            return check.steps(file.file());
        }
        return file.file().startsWith(ChatFiles.DATA) ? check.conversations(file) : new Contents(0, 0);
    }
}
