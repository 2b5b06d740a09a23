package dev.scrim.datasets.shards.lerobot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.shards.ShardDirectory;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A shard's episodes, one line of JSON each: how long, and how bright, for whoever numbers them and sums them up. */
final class EpisodeLines implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedReader reader;

    EpisodeLines(ShardDirectory directory, String path) throws IOException {
        reader = new BufferedReader(Channels.newReader(directory.open(path), StandardCharsets.UTF_8));
    }

    /**
     * An episode.
     *
     * @param levels of its frames, where there is a video
     */
    record Episode(long frames, long steps, Optional<Levels> levels) {
        byte[] line() {
            ObjectNode node = JSON.createObjectNode().put("frames", frames).put("steps", steps);
            levels.ifPresent(l -> {
                ArrayNode channels = node.putArray("levels");
                for (int c = 0; c < Levels.CHANNELS; c++) {
                    ArrayNode channel = channels.addArray();
                    for (int v = 0; v < Levels.VALUES; v++) {
                        channel.add(l.get(c, v));
                    }
                }
            });
            return (node + "\n").getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The next episode, empty at the end. */
    Optional<Episode> next() throws IOException {
        String line = reader.readLine();
        if (line == null) {
            return Optional.empty();
        }
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IOException("Cannot read an episode's line: it is no JSON");
        }
        JsonNode frames = node.path("frames");
        JsonNode steps = node.path("steps");
        if (!frames.isIntegralNumber() || !steps.isIntegralNumber() || frames.asLong() < 1 || steps.asLong() < 1) {
            throw new IOException("Cannot read an episode's line: it has no frames or no steps");
        }
        return Optional.of(new Episode(frames.asLong(), steps.asLong(), levels(node.path("levels"))));
    }

    private static Optional<Levels> levels(JsonNode node) throws IOException {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        Levels levels = new Levels();
        for (int c = 0; c < Levels.CHANNELS; c++) {
            if (node.path(c).size() != Levels.VALUES) {
                throw new IOException("Cannot read an episode's line: its levels are incomplete");
            }
            for (int v = 0; v < Levels.VALUES; v++) {
                levels.set(c, v, node.path(c).path(v).asLong());
            }
        }
        return Optional.of(levels);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
