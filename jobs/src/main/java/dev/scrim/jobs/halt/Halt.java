package dev.scrim.jobs.halt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * {@code halt.json} of a workspace. While it is there, in whatever state, the workspace is halted: a file that cannot be
 * read halts too. It is looked for anew at every question, so a run that began before it sees it. Thread-safe.
 */
public final class Halt {
    /** Name of the file in the workspace. */
    public static final String FILE = "halt.json";

    private static final FsPermission OWNER_ONLY = new FsPermission(FsAction.READ_WRITE, FsAction.NONE, FsAction.NONE);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Configuration conf = new Configuration();

    /** @param workspace its folder, wherever Hadoop has a file system for; it need not be one that can be built in */
    public Halt(URI workspace) {
        this.file = new Path(new Path(workspace), FILE);
    }

    /**
     * Who halted it.
     *
     * @param at the epoch where the file does not say
     * @param reason in their words; may be empty
     */
    public record Order(Instant at, String who, String reason) {
        static final Order UNREADABLE = new Order(Instant.EPOCH, "somebody", "");
    }

    /** What is in force now; empty when nothing is. */
    public Optional<Order> order() {
        try (InputStream in = files().open(file)) {
            JsonNode json = JSON.readTree(in.readAllBytes());
            return Optional.of(new Order(
                    Instant.parse(json.path("at").asText()),
                    json.path("who").asText(),
                    json.path("reason").asText()));
        } catch (FileNotFoundException e) {
            return there() ? Optional.of(Order.UNREADABLE) : Optional.empty();
        } catch (IOException | DateTimeException e) {
            return Optional.of(Order.UNREADABLE);
        }
    }

    /** Hadoop says that a file which may not be opened is not there. */
    private boolean there() {
        try {
            return files().exists(file);
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Goes on only where nothing is halted.
     *
     * @param verb what is about to be done, in words that follow "Cannot"
     * @throws Halted otherwise
     */
    public void require(String verb) {
        Optional<Order> order = order();
        if (order.isPresent()) {
            throw new Halted(verb, order.get());
        }
    }

    /** Halts from now on; false when it is halted already, whose order then stands. */
    boolean raise(Order order) {
        ObjectNode json = JSON.createObjectNode();
        json.put("at", order.at().toString());
        json.put("who", order.who());
        json.put("reason", order.reason());
        try (FSDataOutputStream out =
                files().create(file, OWNER_ONLY, false, 4096, (short) 1, files().getDefaultBlockSize(file), null)) {
            out.write(JSON.writeValueAsBytes(json));
            out.hsync();
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            // The file's being there is the halt; what it says is only for people.
            if (there()) {
                return true;
            }
            throw new UncheckedIOException("Cannot halt workspace " + file.getParent(), e);
        }
    }

    /** Ends it; false when nothing was halted. */
    boolean lift() {
        try {
            boolean gone = files().delete(file, false);
            if (there()) {
                throw new IOException("the file is still there");
            }
            return gone;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot resume workspace " + file.getParent(), e);
        }
    }

    private FileSystem files() throws IOException {
        FileSystem files = file.getFileSystem(conf);
        return files instanceof LocalFileSystem local ? local.getRaw() : files;
    }
}
