package dev.scrim.jobs.build;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.store.Digests;
import dev.scrim.jobs.capture.Inputs;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.spec.Source;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * Digest of every byte of the raw input, so that a build knows when it has seen the same before.
 *
 * @param all of the whole input
 * @param bytes how much input there is; as much as there can be where that is not known
 * @param recordings of each recording by its ordinal, where the input divides by recording
 */
record InputDigest(String all, long bytes, Map<Integer, String> recordings) {
    /** @throws UserError where there is no recording at all */
    static InputDigest of(SparkSession spark, DatasetSpec spec) throws IOException {
        try (Inputs inputs = Inputs.of(spark, spec)) {
            if (inputs.size() == 0) {
                throw new UserError(
                        "Cannot find a recording in "
                                + spec.sources().stream()
                                        .map(InputDigest::place)
                                        .collect(Collectors.joining(", ")),
                        "name the folder above the recordings: each is a folder of its own in it");
            }
            String all = Digests.fields("scrim-input/1").add(inputs.digests()).hex();
            return new InputDigest(all, inputs.bytes(), inputs.recordingDigests());
        }
    }

    private static String place(Source source) {
        return source instanceof Source.Folder folder ? folder.uri().toString() : "tables";
    }
}
