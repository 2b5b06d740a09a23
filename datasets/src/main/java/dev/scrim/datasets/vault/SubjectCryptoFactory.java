package dev.scrim.datasets.vault;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.store.StageLocation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.DecryptionPropertiesFactory;
import org.apache.parquet.crypto.EncryptionPropertiesFactory;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts every Parquet file of a stage whole (AES-256-GCM, footer and all columns) under the key of the person whose
 * {@code subject=<opaque>} folder it is in, so that one write serves many people. Parquet finds it by name:
 * {@code parquet.crypto.factory.class}. The configuration names the keyring file and holds no key.
 *
 * <p>Build, stage and table come from the path and are authenticated but not stored, so a file that is moved to another
 * build, stage, table or person cannot be read. A file of a workspace that is not encrypted cannot be read either. Paths
 * outside any workspace are read as they are, and never written.
 */
public final class SubjectCryptoFactory implements EncryptionPropertiesFactory, DecryptionPropertiesFactory {
    /** Configuration key: path or {@code file:} URI of the keyring. Required. */
    public static final String KEYRING = "scrim.vault.keyring";

    /** Configuration key: epoch of the keys that new files are written under. Default 0. */
    public static final String EPOCH = "scrim.vault.epoch";

    /** Configuration key that Parquet reads this class's name from. */
    public static final String FACTORY_CLASS = EncryptionPropertiesFactory.CRYPTO_FACTORY_CLASS_PROPERTY_NAME;

    private static final String PURPOSE = "scrim-parquet/1";

    /** Parquet makes a factory for each file. */
    public SubjectCryptoFactory() {}

    @Override
    public FileEncryptionProperties getFileEncryptionProperties(
            Configuration conf, @Nullable Path file, WriteContext context) {
        if (file == null) {
            throw new ParquetCryptoRuntimeException("Cannot encrypt a table: the writer does not say where it writes");
        }
        StageLocation place = location(file)
                .orElseThrow(() -> new ParquetCryptoRuntimeException(
                        "Cannot encrypt a table: " + file + " is in no stage of a workspace"));
        KeyId id = keyId(place, conf.getInt(EPOCH, 0));
        DataKey key = keyring(conf).dataKey(id);
        return FileEncryptionProperties.builder(key.deriveFor(PURPOSE))
                .withFooterKeyMetadata(id.toString().getBytes(StandardCharsets.UTF_8))
                .withAADPrefix(aad(place))
                .withoutAADPrefixStorage()
                .build();
    }

    @Override
    public @Nullable FileDecryptionProperties getFileDecryptionProperties(Configuration conf, Path file) {
        Optional<StageLocation> place = location(file);
        if (place.isEmpty()) {
            return null;
        }
        KeyService keys = keyring(conf);
        String subject = keyId(place.get(), 0).subject();
        return FileDecryptionProperties.builder()
                .withKeyRetriever(metadata -> retrieve(keys, subject, metadata))
                .withAADPrefix(aad(place.get()))
                .build();
    }

    /** The epoch is the file's to say; the person is the folder's. */
    private static byte[] retrieve(KeyService keys, String subject, byte[] metadata) {
        KeyId id;
        try {
            id = KeyId.parse(new String(metadata, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new ParquetCryptoRuntimeException("Cannot decrypt a table: it names no key of ours", e);
        }
        if (!id.subject().equals(subject)) {
            throw new KeyAccessDeniedException("Cannot decrypt a table: its key is not that of the folder it is in");
        }
        return keys.existingKey(id)
                .orElseThrow(() -> new KeyAccessDeniedException(
                        "Cannot decrypt a table: there is no key " + id
                                + " (the person was erased, or this is not the keyring that encrypted it)",
                        new UserError(
                                "Cannot read what is kept of a person: there is no key of theirs in this keyring",
                                "the person was erased: take their recordings out of the sources; or name the keyring"
                                        + " that it was encrypted with")))
                .deriveFor(PURPOSE);
    }

    private static KeyId keyId(StageLocation place, int epoch) {
        if (place.table().isEmpty() || place.subject().isEmpty()) {
            throw new ParquetCryptoRuntimeException("Cannot tell whose table this is in stage " + place.stage()
                    + ": it is not in <table>/subject=<opaque>/ (partition the table by subject)");
        }
        try {
            return new KeyId(place.subject(), epoch);
        } catch (IllegalArgumentException e) {
            throw new ParquetCryptoRuntimeException(
                    "Cannot use the subject folder of a table in stage " + place.stage() + ": it is not an opaque name",
                    e);
        }
    }

    private static Optional<StageLocation> location(Path file) {
        try {
            return StageLocation.parse(file.toUri().getPath());
        } catch (IllegalArgumentException e) {
            throw new ParquetCryptoRuntimeException(e.getMessage(), e);
        }
    }

    private static byte[] aad(StageLocation place) {
        return new Aad(place.build(), place.stage(), place.table()).bytes();
    }

    private static KeyService keyring(Configuration conf) {
        String where = conf.get(KEYRING);
        if (where == null || where.isBlank()) {
            throw new ParquetCryptoRuntimeException("Cannot find the keyring: " + KEYRING + " is not set");
        }
        return OpenKeyrings.get(
                where.startsWith("file:") ? java.nio.file.Path.of(URI.create(where)) : java.nio.file.Path.of(where));
    }
}
