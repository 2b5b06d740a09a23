package dev.scrim.datasets.shards.erase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.media.ImageCodec;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.shards.Coordinates;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.EncodedImage;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The options that an export was made with, found out from the export alone: it may outlive the spec. Files that are made
 * from all shards are made once more; only with the right options are they the ones that are there.
 */
final class FoundOptions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INFO = "/meta/info.json";
    /** Width of a video where no longest side was asked for. */
    private static final int STANDARD_WIDTH_PX = 1920;

    private final ShardDirectory export;
    private final ExportManifest manifest;
    private final ShardFormat.Steps format;

    FoundOptions(ShardDirectory export, ExportManifest manifest, ShardFormat.Steps format) {
        this.export = export;
        this.manifest = manifest;
        this.format = format;
    }

    /**
     * What was found.
     *
     * @param index names of the files that are made from all shards
     */
    record Found(ExportOptions options, Set<String> index) {}

    /**
     * Finds them.
     *
     * @param scratch takes what is made to compare
     * @throws IOException when none of them gives what is there
     */
    Found find(Path scratch) throws IOException {
        ExportOptions base = base();
        Set<String> known = new HashSet<>();
        manifest.shards().forEach(s -> known.add(s.file() + " " + s.sha256()));
        for (Coordinates c : Coordinates.values()) {
            ExportOptions candidate = new ExportOptions(
                    base.codec(), base.quality(), base.maxSidePx(), c, base.actionSpace(), base.fps());
            if (said().isPresent() && c != base.coordinates()) {
                continue;
            }
            Overlay made = new Overlay(new LocalShardDirectory(scratch.resolve(c.label())), export);
            List<ShardInfo> index = format.index(made, manifest.shards(), candidate);
            if (index.stream().allMatch(s -> known.contains(s.file() + " " + s.sha256()))) {
                return new Found(candidate, index.stream().map(ShardInfo::file).collect(Collectors.toSet()));
            }
        }
        throw new IOException("Cannot tell with what options an export was made: its indexes cannot be made again");
    }

    private ExportOptions base() throws IOException {
        Optional<JsonNode> header = said();
        if (header.isPresent()) {
            JsonNode h = header.get();
            return new ExportOptions(
                    codec(),
                    h.path("quality").asInt(),
                    h.path("max_side_px").asInt(),
                    Coordinates.of(h.path("coordinates").asText()).orElse(Coordinates.PIXELS),
                    h.path("action_space").asText(),
                    ExportOptions.STANDARD.fps());
        }
        for (ShardInfo file : manifest.shards()) {
            if (file.file().endsWith(INFO)) {
                JsonNode info = json(file.file());
                int width =
                        info.at("/features/observation.images.screen/shape/1").asInt(STANDARD_WIDTH_PX);
                return new ExportOptions(
                        ExportOptions.STANDARD.codec(),
                        ExportOptions.STANDARD.quality(),
                        width == STANDARD_WIDTH_PX ? 0 : width,
                        Coordinates.PIXELS,
                        "",
                        info.path("fps").asInt(ExportOptions.STANDARD.fps()));
            }
        }
        ExportOptions s = ExportOptions.STANDARD;
        return new ExportOptions(codec(), s.quality(), 0, Coordinates.PIXELS, "", s.fps());
    }

    /** The first line of formats that say what their words mean. */
    private Optional<JsonNode> said() throws IOException {
        List<ShardInfo> rows = ShardNames.rows(manifest);
        if (rows.isEmpty() || !rows.get(0).file().endsWith(".jsonl")) {
            return Optional.empty();
        }
        try (BufferedReader in =
                new BufferedReader(Channels.newReader(export.open(rows.get(0).file()), StandardCharsets.UTF_8))) {
            return Optional.ofNullable(in.readLine()).map(line -> {
                try {
                    return JSON.readTree(line);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** That of the first picture. */
    private ImageCodec codec() throws IOException {
        for (ShardInfo shard : ShardNames.rows(manifest)) {
            try (ShardReader reader = format.read(export, shard.file())) {
                for (Optional<DisclosedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                    Optional<ImageValue> image = row.get().image("image");
                    if (image.isPresent()) {
                        byte[] bytes = new byte[image.get().length()];
                        image.get().bytes().get(bytes);
                        return EncodedImage.of(bytes).codec();
                    }
                }
            }
        }
        return ExportOptions.STANDARD.codec();
    }

    private JsonNode json(String file) throws IOException {
        try (InputStream in = Channels.newInputStream(export.open(file))) {
            return JSON.readTree(in);
        }
    }
}
