package dev.scrim.datasets.shards.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of the steps of each split, so that nothing is left out silently. */
final class Summary {
    private Summary() {}

    static JsonNode of(ShardDirectory directory, List<ShardInfo> files, Wording wording) throws IOException {
        SortedMap<String, SortedMap<String, Long>> bySplit = new TreeMap<>();
        for (String file : ChatFormat.dataFiles(files)) {
            String split = file.substring(ChatFiles.DATA.length(), file.indexOf('-'));
            SortedMap<String, Long> counts = bySplit.computeIfAbsent(split, k -> new TreeMap<>());
            count(directory, file, counts);
        }
        ObjectNode out = Json.object()
                .put("action_space", wording.space())
                .put("coordinates", wording.options().coordinates().label())
                .put("system", Prompts.system(wording));
        ObjectNode splits = out.putObject("splits");
        for (Map.Entry<String, SortedMap<String, Long>> split : bySplit.entrySet()) {
            ObjectNode counts = splits.putObject(split.getKey());
            split.getValue().forEach(counts::put);
        }
        return out;
    }

    private static void count(ShardDirectory directory, String file, SortedMap<String, Long> counts)
            throws IOException {
        try (BufferedReader in = StepLines.open(directory, file)) {
            counts.merge("conversations", in.lines().count(), Long::sum);
        }
        try (BufferedReader in = StepLines.open(directory, ChatFiles.stepsOf(file))) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                ObjectNode step = Json.read(line);
                JsonNode row = step.required("row");
                counts.merge("steps", 1L, Long::sum);
                if (step.has("unsaid")) {
                    counts.merge(
                            "steps without words: " + row.required("action").asText(), 1L, Long::sum);
                } else if (!row.has("image")) {
                    counts.merge("steps without a picture", 1L, Long::sum);
                }
            }
        }
    }
}
