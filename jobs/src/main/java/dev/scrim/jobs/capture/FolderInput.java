package dev.scrim.jobs.capture;

import dev.scrim.datasets.capture.CaptureFolder;
import dev.scrim.datasets.capture.CaptureFolders;
import dev.scrim.datasets.capture.CaptureFormats;
import dev.scrim.datasets.capture.CaptureResult;
import dev.scrim.datasets.store.Digests;
import dev.scrim.jobs.spec.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple3;

/** Recordings as folders. A row is a folder's place; tasks read the folder themselves. */
final class FolderInput implements Input {
    private final SparkSession spark;
    private final List<FolderRef> folders;
    /** Filled when first asked for: every byte is read for it. */
    private final Map<Integer, String> digests = new TreeMap<>();

    private long bytes;

    /**
     * Lists the source's folders.
     *
     * @param only names of the wanted folders; empty for all
     * @param firstOrdinal of its first recording
     */
    FolderInput(SparkSession spark, Source.Folder source, Set<String> only, int firstOrdinal) throws IOException {
        this.spark = spark;
        this.folders = new ArrayList<>();
        for (CaptureFolder found : CaptureFolders.list(source.uri(), Optional.empty())) {
            if (only.isEmpty() || only.contains(found.name())) {
                folders.add(new FolderRef(found.root(), found.name(), source.format(), firstOrdinal + folders.size()));
            }
        }
    }

    @Override
    public int size() {
        return folders.size();
    }

    @Override
    public Set<String> holds(Set<String> wanted) {
        return folders.stream().map(FolderRef::name).filter(wanted::contains).collect(Collectors.toSet());
    }

    @Override
    public Dataset<Row> heads() {
        return FolderRef.dataset(spark, folders);
    }

    @Override
    public Dataset<Row> recordings() {
        return FolderRef.dataset(spark, folders);
    }

    @Override
    public Dataset<Row> recordings(Set<Integer> ordinals) {
        return FolderRef.dataset(
                spark,
                folders.stream().filter(f -> ordinals.contains(f.ordinal())).toList());
    }

    /** Lists hold nothing open. */
    @Override
    public void close() {}

    @Override
    public Opened.Opener opener() {
        return FolderInput::open;
    }

    private static Iterator<Opened> open(Iterator<Row> partition) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return partition.hasNext();
            }

            @Override
            public Opened next() {
                FolderRef ref = FolderRef.of(partition.next());
                try {
                    CaptureResult result =
                            CaptureFormats.installed().only(ref.format()).open(ref.open());
                    return result instanceof CaptureResult.Accepted sound
                            ? new Opened.Sound(ref.ordinal(), sound.capture())
                            : new Opened.Defective(ref.ordinal(), ((CaptureResult.Rejected) result).violations());
                } catch (IOException e) {
                    throw new UncheckedIOException("Cannot open a recording's folder", e);
                }
            }
        };
    }

    @Override
    public List<String> digests() {
        return List.copyOf(recordingDigests().values());
    }

    @Override
    public Map<Integer, String> recordingDigests() {
        read();
        return Map.copyOf(digests);
    }

    @Override
    public long bytes() {
        read();
        return bytes;
    }

    private void read() {
        if (!digests.isEmpty() || folders.isEmpty()) {
            return;
        }
        recordings().javaRDD().map(FolderInput::digest).collect().forEach(folder -> {
            digests.put(folder._1(), folder._2());
            bytes += folder._3();
        });
    }

    /** Ordinal, digest and bytes. */
    private static Tuple3<Integer, String, Long> digest(Row row) throws IOException {
        FolderRef ref = FolderRef.of(row);
        CaptureFolder folder = ref.open();
        // The folder's place is no part of it: a moved input is the same input.
        long bytes = 0;
        Digests.Fields fields = Digests.fields("scrim-folder/1").add(ref.name());
        for (String file : folder.list()) {
            bytes += folder.length(file);
            try (InputStream in = folder.open(file)) {
                fields.add(file).add(Digests.sha256(in));
            }
        }
        return new Tuple3<>(ref.ordinal(), fields.hex(), bytes);
    }
}
