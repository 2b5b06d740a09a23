package dev.scrim.jobs.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.store.BuildFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * {@code owner.json} of a build: which build its folder holds, and who answers for it. No part of what is built, so it
 * changes no digest.
 *
 * @param build its id
 * @param owner the account that built it first, or that took it over
 * @param since when that was
 */
public record BuildOwner(String build, String owner, Instant since) {
    /** Name of the file in the build's folder. */
    public static final String FILE = "owner.json";

    private static final String FORMAT = "scrim-owner/1";
    private static final FsPermission OWNER_ONLY = new FsPermission(FsAction.READ_WRITE, FsAction.NONE, FsAction.NONE);
    private static final ObjectMapper JSON = new ObjectMapper();

    public BuildOwner {
        if (build.isBlank() || owner.isBlank()) {
            throw new IllegalArgumentException("Cannot name the owner of a build without both");
        }
    }

    /** Says whose a build is; one that has an owner keeps it. */
    public static void write(BuildFolder build, String owner, Clock clock) throws IOException {
        write(build.path(), build.id(), owner, clock);
    }

    /** As {@link #write(BuildFolder, String, Clock)}, by the build's folder. */
    public static void write(Path folder, String build, String owner, Clock clock) throws IOException {
        if (read(folder).filter(known -> known.build().equals(build)).isPresent()) {
            return;
        }
        ObjectNode json = JSON.createObjectNode();
        json.put("format", FORMAT);
        json.put("build", build);
        json.put("owner", owner);
        json.put("since", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        Path file = new Path(folder, FILE);
        Path fresh = new Path(folder, "." + FILE);
        FileSystem files = files(file);
        files.delete(fresh, false);
        try (OutputStream out = FileSystem.create(files, fresh, OWNER_ONLY)) {
            out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
        }
        files.delete(file, false);
        if (!files.rename(fresh, file)) {
            throw new IOException("Cannot name " + file);
        }
    }

    /** Whose a build is; empty where its folder does not say, or not in a way that can be read. */
    public static Optional<BuildOwner> read(Path folder) {
        Path file = new Path(folder, FILE);
        try (InputStream in = files(file).open(file)) {
            JsonNode json = JSON.readTree(in.readAllBytes());
            if (!json.path("format").asText().equals(FORMAT)) {
                return Optional.empty();
            }
            return Optional.of(new BuildOwner(
                    json.path("build").asText(),
                    json.path("owner").asText(),
                    Instant.parse(json.path("since").asText())));
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static FileSystem files(Path path) throws IOException {
        FileSystem files = path.getFileSystem(new Configuration());
        return files instanceof LocalFileSystem local ? local.getRaw() : files;
    }
}
