package dev.scrim.jobs.capture;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.EncryptionPropertiesFactory;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.jspecify.annotations.Nullable;

/** Lets a test write what a recorder's pipeline would: Parquet that no workspace protects. The product refuses to. */
public final class PlainParquet implements EncryptionPropertiesFactory {
    /** Parquet makes a factory for each file. */
    public PlainParquet() {}

    @Override
    public @Nullable FileEncryptionProperties getFileEncryptionProperties(
            Configuration conf, Path file, WriteContext context) {
        return null;
    }
}
