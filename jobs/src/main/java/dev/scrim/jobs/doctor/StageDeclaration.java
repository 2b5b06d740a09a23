package dev.scrim.jobs.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.shards.DatasetCard;
import dev.scrim.datasets.store.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a stage's manifest says the folder is. Read without opening the workspace, which refuses one that lies open, and
 * without belief: what cannot be read declares nothing.
 *
 * @param hashes SHA-256 of each file by its path below the stage
 */
record StageDeclaration(Path stage, String build, String name, Map<String, String> hashes) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PRIVACY = "privacy_manifest.json";

    static StageDeclaration read(Path stage) {
        Map<String, String> hashes = new HashMap<>();
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(stage.resolve("manifest.json")));
            json.path("files")
                    .forEach(f ->
                            hashes.put(f.path("path").asText(), f.path("sha256").asText()));
            return new StageDeclaration(
                    stage, json.path("build").asText(), json.path("stage").asText(), hashes);
        } catch (IOException e) {
            return new StageDeclaration(stage, "", "", Map.of());
        }
    }

    boolean isOf(String wantedBuild, String wantedStage) {
        return build.equals(wantedBuild) && name.equals(wantedStage);
    }

    /**
     * Exports that say of themselves that they are an evaluation's, in a file that was committed with them: one that
     * somebody put there later does not count.
     */
    Set<Path> readableExports(String wantedBuild) {
        Set<Path> out = new HashSet<>();
        try (DirectoryStream<Path> formats = Files.newDirectoryStream(stage, Files::isDirectory)) {
            for (Path format : formats) {
                Path file = format.resolve(PRIVACY);
                String committed = hashes.get(format.getFileName() + "/" + PRIVACY);
                if (committed != null && Files.isRegularFile(file) && declares(file, committed, wantedBuild)) {
                    out.add(format);
                }
            }
        } catch (IOException e) {
            return Set.of();
        }
        return out;
    }

    private static boolean declares(Path file, String committed, String build) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (!Digests.sha256(in).equals(committed)) {
                return false;
            }
        }
        JsonNode json = JSON.readTree(Files.readAllBytes(file));
        return json.path("build_id").asText().equals(build)
                && json.path("state").asText().equals(DatasetCard.EVALUATION_NOTICE);
    }
}
