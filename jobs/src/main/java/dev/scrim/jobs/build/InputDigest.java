package dev.scrim.jobs.build;

import dev.scrim.datasets.store.Digests;
import dev.scrim.jobs.capture.Inputs;
import dev.scrim.jobs.spec.DatasetSpec;
import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/** Digest of every byte of the raw input, so that a build knows when it has seen the same before. */
final class InputDigest {
    private InputDigest() {}

    static String of(SparkSession spark, DatasetSpec spec) throws IOException {
        try (Inputs inputs = Inputs.of(spark, spec)) {
            return Digests.fields("scrim-input/1").add(inputs.digests()).hex();
        }
    }
}
