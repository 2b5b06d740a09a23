package dev.scrim.jobs.erase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.ExportManifestJson;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.erase.ErasedPapers;
import dev.scrim.datasets.shards.erase.ErasureNote;
import dev.scrim.datasets.store.AtomicFile;
import dev.scrim.jobs.export.PrivacyManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a release says of erasures as a whole, beside what each of its exports says. */
final class ReleasePapers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReleasePapers() {}

    static ExportManifest manifest(Path export) throws IOException {
        return ExportManifestJson.read(new LocalShardDirectory(export));
    }

    static ExportManifest quietManifest(Path export) {
        try {
            return manifest(export);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<ErasureNote> notes(Path export) throws IOException {
        return ErasedPapers.notes(new LocalShardDirectory(export));
    }

    /** Brings the release's own privacy manifest up to date with those of its exports; again, it stays the same. */
    static void refresh(Path release, List<Path> exports) throws IOException {
        Path file = release.resolve(PrivacyManifest.FILE);
        if (exports.contains(release) || !Files.isRegularFile(file)) {
            return;
        }
        byte[] before = Files.readAllBytes(file);
        ObjectNode root = (ObjectNode) JSON.readTree(before);
        ArrayNode all = root.putArray(ErasedPapers.ERASURES);
        int version = 1;
        for (Path export : exports) {
            JsonNode own = JSON.readTree(Files.readAllBytes(export.resolve(PrivacyManifest.FILE)));
            version = Math.max(version, own.path(ErasedPapers.VERSION).asInt(1));
            for (JsonNode note : own.path(ErasedPapers.ERASURES)) {
                ObjectNode n = note.deepCopy();
                all.add(n.put("format", manifest(export).format()));
            }
        }
        if (!all.isEmpty()) {
            root.put(ErasedPapers.VERSION, version);
            byte[] after = (root.toPrettyString().replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(file, after);
        }
    }
}
