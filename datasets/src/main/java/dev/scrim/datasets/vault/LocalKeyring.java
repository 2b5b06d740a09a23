package dev.scrim.datasets.vault;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.util.SecretBytes;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.store.AtomicFile;
import dev.scrim.datasets.store.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A keyring in one file that only its owner can read. Its master key is in the file ({@link MasterPlace.Embedded}; then
 * the file is the whole secret of a workspace) or with a key service, which is asked once for each key in each process;
 * either way the workspace is noise without the file. Several processes may use one file: writers take a lock, readers
 * see each other's changes (a destroyed key too) at their next call. Thread-safe.
 *
 * <p>What a backup of the file means for erasure: a key that was destroyed since is still in the backup. With an
 * embedded master key such a backup opens it, so backups must be destroyed too. With a key service it opens it only for
 * whoever may use the service's key, and no longer at all once that key was rotated, the keyring rotated after it
 * ({@link #rotate}), and older versions forbidden at the service (Vault: {@code min_decryption_version}).
 */
public final class LocalKeyring implements KeyService {
    private static final int OPAQUE_DIGITS = 32;

    private final Path file;
    private volatile @Nullable Loaded loaded;

    private LocalKeyring(Path file) {
        this.file = file;
    }

    /** What the file held when it had this stamp. */
    private record Loaded(Stamp stamp, KeyringFile content) {}

    /** Changes whenever the file is replaced. */
    private record Stamp(@Nullable Object fileKey, long modifiedNs, long bytes) {
        static Stamp of(BasicFileAttributes attributes) {
            return new Stamp(
                    attributes.fileKey(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), attributes.size());
        }
    }

    /**
     * Opens a keyring that exists.
     *
     * @throws UserError when it is not there, others can read it, or it is not a keyring
     */
    public static LocalKeyring open(Path file) {
        LocalKeyring keyring = new LocalKeyring(file.toAbsolutePath().normalize());
        keyring.current();
        return keyring;
    }

    /**
     * Opens a keyring, and makes it (mode 600, fresh random keys) when it is not there.
     *
     * @throws UserError when others can read it, or it is not a keyring
     */
    public static LocalKeyring openOrCreate(Path file) {
        LocalKeyring keyring = new LocalKeyring(file.toAbsolutePath().normalize());
        if (!Files.exists(keyring.file)) {
            keyring.checkFolder();
            try (KeyringLock lock = KeyringLock.take(keyring.file)) {
                if (!Files.exists(keyring.file)) {
                    keyring.write(KeyringFile.fresh(new MasterPlace.Embedded(), keyring.file));
                }
            }
        }
        keyring.current();
        return keyring;
    }

    /**
     * Makes a keyring (mode 600, fresh random keys) where there is none.
     *
     * @throws UserError when there is a file, or the key service does not do its part
     */
    public static LocalKeyring create(Path file, MasterPlace place) {
        LocalKeyring keyring = new LocalKeyring(file.toAbsolutePath().normalize());
        keyring.checkFolder();
        KeyringFile fresh = KeyringFile.fresh(place, keyring.file);
        try (KeyringLock lock = KeyringLock.take(keyring.file)) {
            if (Files.exists(keyring.file)) {
                throw new UserError(
                        "Cannot make keyring: " + keyring.file + " is already there",
                        "name another file; to put its keys under another master key use `scrim keyring move`");
            }
            keyring.write(fresh);
        }
        keyring.current();
        return keyring;
    }

    /** What a keyring file says of itself; opens nothing and asks no service. */
    public static KeyringSummary look(Path file) {
        return new LocalKeyring(file.toAbsolutePath().normalize()).read().summary();
    }

    /**
     * The keyring of a workspace. A missing one is made only while nothing is encrypted under it: a lost keyring must
     * not be mistaken for a new workspace.
     *
     * @throws UserError when it is missing and the workspace holds stages, or it cannot be used
     */
    public static LocalKeyring of(Workspace workspace) {
        return of(workspace, workspace.defaultKeyring());
    }

    /** As {@link #of(Workspace)}, for a keyring kept elsewhere. */
    public static LocalKeyring of(Workspace workspace, Path file) {
        if (!Files.exists(file) && workspace.holdsStages()) {
            throw new UserError(
                    "Cannot open keyring: " + file + " is missing, and workspace " + workspace
                            + " is encrypted under it",
                    "restore it from your backup, or name a new workspace");
        }
        return openOrCreate(file);
    }

    @Override
    public DataKey dataKey(KeyId id) {
        KeyringFile now = current();
        Optional<DataKey> existing = now.unwrap(id, file);
        if (existing.isPresent()) {
            return existing.get();
        }
        try (KeyringLock lock = KeyringLock.take(file)) {
            KeyringFile latest = current();
            Optional<DataKey> made = latest.unwrap(id, file);
            if (made.isPresent()) {
                return made.get();
            }
            if (latest.isDestroyed(id)) {
                throw new UserError(
                        "Cannot encrypt under key " + id + ": it was destroyed",
                        "the person was erased; leave their recordings out, or use a new epoch");
            }
            DataKey fresh = new DataKey(id, SecretBytes.randomBytes(DataKey.BYTES));
            write(latest.with(fresh, file));
            return fresh;
        }
    }

    @Override
    public Optional<DataKey> existingKey(KeyId id) {
        return current().unwrap(id, file);
    }

    /** Every key that can still be used. */
    public SortedSet<KeyId> keyIds() {
        return current().keyIds();
    }

    /**
     * Makes everything under this key noise for good, and its name unusable; works without the key service. What it
     * cannot reach are copies of the keyring file in backups: see the class comment.
     *
     * @return whether there was such a key
     */
    public boolean destroy(KeyId id) {
        try (KeyringLock lock = KeyringLock.take(file)) {
            KeyringFile latest = read();
            KeyringFile without = latest.without(id);
            write(without);
            without.forgetOthers();
            return latest.keyIds().contains(id);
        }
    }

    /**
     * Wraps every key anew: under the newest version of its key service's key, or under a new embedded master key. Data
     * stays as it is. Older copies of the file go on working for as long as the service allows older versions; with an
     * embedded master key they always do.
     */
    public void rotate() {
        rewrite(now -> now.rotated(file));
    }

    /** Wraps every key under another master key; data stays as it is. Older copies of the file still work. */
    public void moveTo(MasterPlace place) {
        rewrite(now -> now.movedTo(place, file));
    }

    private void rewrite(UnaryOperator<KeyringFile> change) {
        try (KeyringLock lock = KeyringLock.take(file)) {
            KeyringFile before = current();
            KeyringFile after = change.apply(before);
            write(after);
            before.forgetAll();
        }
        current();
    }

    /** Removes what a key service unwrapped of this keyring from this process's memory; it is asked again when needed. */
    public void forget() {
        read().forgetAll();
        loaded = null;
    }

    @Override
    public String opaque(SubjectId subject) {
        return "s" + hmac("subject", subject.value()).substring(0, OPAQUE_DIGITS);
    }

    @Override
    public String hmac(String purpose, String value) {
        byte[] tag = purpose.getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    current().namesKey(file).toByteArray(InsecureSecretKeyAccess.get()), "HmacSHA256"));
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(tag.length).array());
            mac.update(tag);
            return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public String describe() {
        return "keyring file " + file;
    }

    @Override
    public String toString() {
        return describe();
    }

    /** The file as it is now, and opened: one stat when nothing changed. */
    private KeyringFile current() {
        try {
            Stamp stamp = stamp();
            Loaded known = loaded;
            if (known != null && known.stamp().equals(stamp)) {
                return known.content();
            }
            // Stamped before it is read: a change in between is seen at the next call.
            KeyringFile content = read();
            content.forgetOthers();
            content.namesKey(file); // A master key that opens nothing is found now, not at the first table.
            loaded = new Loaded(stamp, content);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read keyring: " + file, e);
        }
    }

    private Stamp stamp() throws IOException {
        try {
            return Stamp.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            throw missing(e);
        }
    }

    private KeyringFile read() {
        try {
            checkFolder();
            KeyFileRules.checkFile("keyring", file);
            return KeyringFile.parse(Files.readAllBytes(file), file);
        } catch (NoSuchFileException e) {
            throw missing(e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read keyring: " + file, e);
        }
    }

    private UserError missing(NoSuchFileException e) {
        return new UserError(
                "Cannot open keyring: " + file + " does not exist", "name the workspace's keyring file", e);
    }

    private void write(KeyringFile content) {
        AtomicFile.write(file, content.toJson());
    }

    /** Who may write to the folder may put another keyring in its place. */
    private void checkFolder() {
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UserError("Cannot open keyring: " + file + " has no folder", "make its folder first");
        }
        try {
            if (KeyFileRules.permissions("keyring", folder).contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new UserError(
                        "Cannot use keyring: everybody can write to its folder " + folder, "run: chmod o-w " + folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at the keyring's folder: " + folder, e);
        }
    }
}
