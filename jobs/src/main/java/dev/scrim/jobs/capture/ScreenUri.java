package dev.scrim.jobs.capture;

import dev.scrim.datasets.capture.HadoopChannel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** A video file by the URI that a table gives for it. */
record ScreenUri(URI uri) implements Serializable {

    /** Empty where the text is neither an absolute URI nor an absolute path. */
    static Optional<ScreenUri> parse(String text) {
        try {
            Path path = text.startsWith("/") ? new Path(text) : new Path(URI.create(text));
            return path.isAbsolute() ? Optional.of(new ScreenUri(path.toUri())) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    boolean exists() throws IOException {
        try {
            return files().getFileStatus(new Path(uri)).isFile();
        } catch (FileNotFoundException absent) {
            return false;
        }
    }

    /** Random access to its bytes; the caller closes the channel. */
    SeekableByteChannel open() throws IOException {
        Path path = new Path(uri);
        FileSystem files = files();
        return new HadoopChannel(files.open(path), files.getFileStatus(path).getLen());
    }

    /** Without the local checksum layer, as folders are read. */
    private FileSystem files() throws IOException {
        FileSystem files = new Path(uri).getFileSystem(new Configuration());
        return files instanceof LocalFileSystem local ? local.getRaw() : files;
    }
}
