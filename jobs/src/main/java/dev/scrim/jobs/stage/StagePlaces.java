package dev.scrim.jobs.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.store.BuildFolder;
import dev.scrim.datasets.store.StageName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * {@code stages.json} of a build: in which build of the workspace each of its stages lies. Says nothing that the folders
 * do not say; it is there so that a finished build can be opened again without its spec.
 */
public final class StagePlaces {
    private static final String FILE = "stages.json";
    private static final FsPermission OWNER_ONLY = new FsPermission(FsAction.READ_WRITE, FsAction.NONE, FsAction.NONE);
    private static final ObjectMapper JSON = new ObjectMapper();

    private StagePlaces() {}

    static void write(BuildFolder build, Map<StageName, BuildFolder> places) throws IOException {
        ObjectNode out = JSON.createObjectNode();
        new TreeMap<>(places).forEach((stage, place) -> out.put(stage.value(), place.id()));
        Path file = new Path(build.path(), FILE);
        Path fresh = new Path(build.path(), "." + FILE);
        FileSystem files = files(file);
        files.delete(fresh, false);
        try (OutputStream to = FileSystem.create(files, fresh, OWNER_ONLY)) {
            to.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(out));
        }
        files.delete(file, false);
        if (!files.rename(fresh, file)) {
            throw new IOException("Cannot name " + file);
        }
    }

    /** Build ids by stage; empty where the build does not say. */
    public static Map<StageName, String> read(BuildFolder build) throws IOException {
        Path file = new Path(build.path(), FILE);
        FileSystem files = files(file);
        Map<StageName, String> out = new TreeMap<>();
        if (files.exists(file)) {
            try (InputStream in = files.open(file)) {
                for (Map.Entry<String, JsonNode> e : JSON.readTree(in).properties()) {
                    out.put(new StageName(e.getKey()), e.getValue().asText());
                }
            }
        }
        return out;
    }

    private static FileSystem files(Path path) throws IOException {
        FileSystem files = path.getFileSystem(new Configuration());
        return files instanceof LocalFileSystem local ? local.getRaw() : files;
    }
}
