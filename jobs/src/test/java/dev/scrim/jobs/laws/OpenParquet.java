package dev.scrim.jobs.laws;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.DecryptionPropertiesFactory;
import org.apache.parquet.crypto.EncryptionPropertiesFactory;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.jspecify.annotations.Nullable;

/** Parquet without encryption, in both directions; for measuring what encryption costs. The product has no such switch. */
public final class OpenParquet implements EncryptionPropertiesFactory, DecryptionPropertiesFactory {
    /** Parquet makes a factory for each file. */
    public OpenParquet() {}

    @Override
    public @Nullable FileEncryptionProperties getFileEncryptionProperties(
            Configuration conf, Path file, WriteContext context) {
        return null;
    }

    @Override
    public @Nullable FileDecryptionProperties getFileDecryptionProperties(Configuration conf, Path file) {
        return null;
    }
}
