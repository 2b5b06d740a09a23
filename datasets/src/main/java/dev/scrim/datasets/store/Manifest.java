package dev.scrim.datasets.store;

import dev.scrim.datasets.check.ViolationCode;
import java.time.Instant;
import java.util.List;

/**
 * What one committed stage holds and what it was made from. Stored as {@code manifest.json}, readable without a key:
 * names, counts and digests only.
 *
 * @param facts what the stage said when it committed
 * @param files every file, by path; encrypted files differ between two runs that made the same content
 * @param started when the stage began
 * @param finished when its files were complete
 */
public record Manifest(
        String build, StageName stage, StageFacts facts, List<StoredFile> files, Instant started, Instant finished) {
    /** Version of the manifest's shape. */
    public static final String FORMAT = "scrim-stage/1";

    static final String FILE = "manifest.json";

    public Manifest {
        files = List.copyOf(files);
    }

    /**
     * Digest of what was made from what. Leaves out times, and file names and hashes, which encryption makes different
     * in each run: two runs of the same build agree on it. To bind the bytes (for a signature), use {@link #sealDigest()}.
     */
    public String digest() {
        Digests.Fields fields = Digests.fields(FORMAT)
                .add(build)
                .add(stage.value())
                .add(facts.inputsDigest())
                .add(facts.contentDigest());
        fields.add(facts.counts().size());
        facts.counts().forEach((name, count) -> fields.add(name).add(count));
        fields.add(facts.violations().size());
        facts.violations().forEach((code, count) -> fields.add(code.name()).add(count));
        return fields.hex();
    }

    /** Digest of {@link #digest()} and of every file as stored: changes with any byte of the stage. */
    public String sealDigest() {
        Digests.Fields fields = Digests.fields("scrim-stage-seal/1").add(digest());
        files.forEach(f -> fields.add(f.path()).add(f.bytes()).add(f.sha256()));
        return fields.hex();
    }

    /** How often a code was given; 0 when never. */
    public long violations(ViolationCode code) {
        return facts.violations().getOrDefault(code, 0L);
    }

    /** A named count; 0 when the stage did not give it. */
    public long count(String name) {
        return facts.counts().getOrDefault(name, 0L);
    }
}
