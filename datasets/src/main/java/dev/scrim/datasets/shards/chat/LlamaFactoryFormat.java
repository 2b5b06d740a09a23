package dev.scrim.datasets.shards.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.shards.ShardInfo;
import java.util.List;
import java.util.Optional;

/**
 * For LLaMA-Factory: {@code dataset_dir} and {@code media_dir} are the export's folder, and each shard is a data set of
 * its {@code dataset_info.json}. Windows of five observations, steps before them in words.
 */
public final class LlamaFactoryFormat extends ChatFormat {
    public LlamaFactoryFormat() {
        super("chat-llama-factory", "Chat JSON lines and pictures, as LLaMA-Factory reads them", new Messages());
    }

    @Override
    Optional<JsonNode> register(List<ShardInfo> files) {
        ObjectNode out = Json.object();
        for (String file : dataFiles(files)) {
            String name = file.substring(ChatFiles.DATA.length(), file.length() - ChatFiles.LINES.length());
            ObjectNode entry = out.putObject(name);
            entry.put("file_name", file).put("formatting", "sharegpt");
            entry.putObject("columns").put("messages", "messages").put("images", "images");
            entry.putObject("tags")
                    .put("role_tag", "role")
                    .put("content_tag", "content")
                    .put("user_tag", "user")
                    .put("assistant_tag", "assistant")
                    .put("system_tag", "system");
        }
        return Optional.of(out);
    }
}
