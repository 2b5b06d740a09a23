package dev.scrim.jobs.capture;

import dev.scrim.datasets.capture.CaptureFormats;
import dev.scrim.datasets.capture.scrim1.RecordingRow;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.spec.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** All sources of a spec together, their recordings numbered through in the order of the sources. */
public final class Inputs implements AutoCloseable {
    private final List<Input> all;

    private Inputs(List<Input> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Looks for the wanted recordings in every source.
     *
     * @throws UserError where a source is not there, or a wanted recording is in none of them
     */
    public static Inputs of(SparkSession spark, DatasetSpec spec) throws IOException {
        Set<String> only = spec.only().stream().map(RecordingId::value).collect(Collectors.toSet());
        List<Input> all = new ArrayList<>();
        int ordinal = 0;
        for (Source source : spec.sources()) {
            checkFormat(source);
            Input input = source instanceof Source.Folder folder
                    ? new FolderInput(spark, folder, only, ordinal)
                    : new TableInput(spark, (Source.Tables) source, only, ordinal);
            all.add(input);
            ordinal += input.size();
        }
        Set<String> missing = new TreeSet<>(only);
        all.forEach(input -> missing.removeAll(input.holds(Set.copyOf(missing))));
        if (!missing.isEmpty()) {
            throw new UserError(
                    "Cannot find recordings: " + String.join(", ", missing),
                    "name folders directly below a source, or ids that its tables have");
        }
        return new Inputs(all);
    }

    private static void checkFormat(Source source) {
        List<String> known = source instanceof Source.Tables
                ? List.of(RecordingRow.format())
                : CaptureFormats.installed().names();
        if (!source.format().equals("auto") && !known.contains(source.format())) {
            throw new UserError(
                    "Cannot read recordings of format " + source.format() + ": there is no reader",
                    "use auto, or one of " + String.join(", ", known));
        }
    }

    /** How many recordings there are. */
    public int size() {
        return all.stream().mapToInt(Input::size).sum();
    }

    /** Changes with any byte of the input, and with nothing else. */
    public List<String> digests() {
        return all.stream().flatMap(input -> input.digests().stream()).sorted().toList();
    }

    /** Digest of each recording's bytes by its ordinal, of the sources that divide by recording. */
    public Map<Integer, String> recordingDigests() {
        Map<Integer, String> out = new TreeMap<>();
        all.forEach(input -> out.putAll(input.recordingDigests()));
        return out;
    }

    /** Bytes of all sources; as many as there can be where one does not know. */
    public long bytes() {
        return all.stream()
                .mapToLong(Input::bytes)
                .reduce(0, (a, b) -> Long.MAX_VALUE - a < b ? Long.MAX_VALUE : a + b);
    }

    @Override
    public void close() {
        all.forEach(Input::close);
    }

    /** What {@code each} makes of every source, as one. */
    Dataset<Row> union(Function<Input, Dataset<Row>> each) {
        BinaryOperator<Dataset<Row>> both = Dataset::union;
        return all.stream()
                .map(each)
                .reduce(both)
                .orElseThrow(() -> new IllegalStateException("Cannot read a spec without sources"));
    }
}
