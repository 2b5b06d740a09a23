package dev.scrim.datasets.shards;

import dev.scrim.datasets.shards.VerifyReport.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks a whole export against its manifest: every file is hashed, read again to its end and counted. */
public final class ShardVerifier {
    private static final int BUFFER_BYTES = 1 << 20;

    private final ShardFormats formats;

    public ShardVerifier(ShardFormats formats) {
        this.formats = formats;
    }

    /**
     * Looks at everything, also after the first problem.
     *
     * @throws IOException when the folder itself cannot be read; a damaged file is a problem, not an exception
     */
    public VerifyReport verify(ShardDirectory directory) throws IOException {
        Set<String> present = new TreeSet<>(directory.list());
        if (!present.remove(ExportManifest.FILE)) {
            return unusable("there is no manifest: the export was not finished");
        }
        ExportManifest manifest;
        try {
            manifest = ExportManifestJson.read(directory);
        } catch (IOException e) {
            return unusable("the manifest is damaged");
        }
        if (!formats.ids().contains(manifest.format())) {
            return unusable("its format is not known: " + manifest.format());
        }
        ShardFormat format = formats.get(manifest.format());
        List<Problem> problems = new ArrayList<>();
        long samples = 0;
        long images = 0;
        for (ShardInfo file : manifest.shards()) {
            if (!present.remove(file.file())) {
                problems.add(new Problem(file.file(), "it is missing"));
                continue;
            }
            compareBytes(directory, file, problems);
            ShardFormat.Contents contents = reread(format, directory, file, problems);
            samples += contents.samples();
            images += contents.images();
        }
        present.forEach(extra -> problems.add(new Problem(extra, "the manifest does not list it")));
        return new VerifyReport(manifest.shards().size(), samples, images, problems);
    }

    private static VerifyReport unusable(String detail) {
        return new VerifyReport(0, 0, 0, List.of(new Problem(ExportManifest.FILE, detail)));
    }

    private static void compareBytes(ShardDirectory directory, ShardInfo file, List<Problem> problems)
            throws IOException {
        MessageDigest digest = Digests.newSha256();
        long bytes = 0;
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try (SeekableByteChannel in = directory.open(file.file())) {
            while (in.read(buffer) >= 0) {
                buffer.flip();
                bytes += buffer.remaining();
                digest.update(buffer);
                buffer.clear();
            }
        }
        if (bytes != file.bytes()) {
            problems.add(new Problem(file.file(), "it has " + bytes + " bytes, listed with " + file.bytes()));
        } else if (!Digests.hex(digest).equals(file.sha256())) {
            problems.add(new Problem(file.file(), "its SHA-256 is not the listed one"));
        }
    }

    private static ShardFormat.Contents reread(
            ShardFormat format, ShardDirectory directory, ShardInfo file, List<Problem> problems) {
        ShardFormat.Contents contents;
        try {
            contents = format.reread(directory, file, detail -> problems.add(new Problem(file.file(), detail)));
        } catch (IOException | RuntimeException e) {
            // Readers of damaged bytes fail in many ways, and their messages may quote what they read.
            problems.add(new Problem(
                    file.file(), "it cannot be read (" + e.getClass().getSimpleName() + ")"));
            return new ShardFormat.Contents(0, 0);
        }
        if (contents.samples() != file.samples()) {
            problems.add(new Problem(
                    file.file(), "it holds " + contents.samples() + " samples, listed with " + file.samples()));
        }
        if (contents.images() != file.images()) {
            problems.add(new Problem(
                    file.file(), "it holds " + contents.images() + " images, listed with " + file.images()));
        }
        return contents;
    }
}
