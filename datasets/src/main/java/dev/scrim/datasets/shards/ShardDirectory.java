package dev.scrim.datasets.shards;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/**
 * Where an export's files go: a local folder, or whatever an implementation puts in between (encryption at rest before
 * release, another file system). Paths are relative, with forward slashes. Thread-safe; its streams are not.
 */
public interface ShardDirectory {
    /** Starts a file that does not exist for anybody until it is committed. */
    Output create(String path) throws IOException;

    /**
     * Sets bytes aside while the file of that path is made, for formats that say first what is known last. They are kept
     * as the directory keeps its files.
     */
    Spool spool(String path) throws IOException;

    /** Opens a committed file; throws {@link java.nio.file.NoSuchFileException} when there is none of that name. */
    SeekableByteChannel open(String path) throws IOException;

    /** All committed files, sorted. */
    List<String> list() throws IOException;

    /** Removes a committed file; nothing happens when it is not there. */
    void delete(String path) throws IOException;

    /** A file being written; closing it without a commit leaves nothing behind. */
    abstract class Output extends OutputStream {
        /** Makes the file durable and visible under its name, in place of an older one of that name. */
        public abstract Committed commit() throws IOException;
    }

    /** Bytes set aside, which are no file of the directory; closing it removes them. */
    abstract class Spool extends OutputStream {
        /** Ends the writing and gives all of it, once, from its start; the stream need not be closed. */
        public abstract InputStream read() throws IOException;
    }

    /**
     * What was written.
     *
     * @param sha256 of the bytes as the writer gave them, lower-case hexadecimal
     */
    record Committed(long bytes, String sha256) {}
}
