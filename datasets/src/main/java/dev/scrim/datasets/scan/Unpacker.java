package dev.scrim.datasets.scan;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveException;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.ArchiveStreamFactory;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/** Tells archives and compressed streams by their first bytes, and opens them. */
final class Unpacker {
    /** What commons-compress tells formats by at most: a tar's header. */
    static final int HEAD_BYTES = 512;

    private static final CompressorStreamFactory COMPRESSORS = new CompressorStreamFactory(true);
    private static final ArchiveStreamFactory ARCHIVES = new ArchiveStreamFactory();

    private Unpacker() {}

    /** Name of the compression that begins with {@code head}, such as {@code gz}. */
    static Optional<String> compression(byte[] head) {
        try {
            return Optional.of(CompressorStreamFactory.detect(new ByteArrayInputStream(head)));
        } catch (CompressorException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Name of the archive format that begins with {@code head}, such as {@code tar}. */
    static Optional<String> archive(byte[] head) {
        try {
            return Optional.of(ArchiveStreamFactory.detect(new ByteArrayInputStream(head)));
        } catch (ArchiveException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static InputStream decompress(String compression, InputStream in) throws IOException {
        try {
            return COMPRESSORS.createCompressorInputStream(compression, new BufferedInputStream(in));
        } catch (CompressorException e) {
            throw new IOException("Cannot unpack " + compression, e);
        }
    }

    /** Takes one member of an archive; it must not be closed. */
    interface Member {
        void read(InputStream in) throws IOException;
    }

    static void members(String format, InputStream in, Member member) throws IOException {
        try (ArchiveInputStream<? extends ArchiveEntry> archive =
                ARCHIVES.createArchiveInputStream(format, new BufferedInputStream(in))) {
            for (ArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (!entry.isDirectory()) {
                    if (!archive.canReadEntryData(entry)) {
                        throw new IOException("Cannot unpack a member of " + format);
                    }
                    member.read(archive);
                }
            }
        } catch (ArchiveException e) {
            throw new IOException("Cannot unpack " + format, e);
        }
    }
}
