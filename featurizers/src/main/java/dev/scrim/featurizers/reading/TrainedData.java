package dev.scrim.featurizers.reading;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/**
 * Puts a language model from the class path where Tesseract can open it: a directory only this user can write,
 * named after the model's hash and checked against it each time, written atomically so that many JVMs may race.
 */
final class TrainedData {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private TrainedData() {}

    /** The folder that holds {@code <language>.traineddata}, below the user's part of the temporary directory. */
    static Path folder(String language) {
        String user = System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9_-]", "_");
        return folder(language, Path.of(System.getProperty("java.io.tmpdir"), "scrim-" + user));
    }

    /** As {@link #folder(String)} with the cache at {@code cache}. */
    static Path folder(String language, Path cache) {
        byte[] model = resource(language);
        byte[] hash = sha256(model);
        try {
            ownerOnly(cache);
            Path folder = cache.resolve("tessdata-" + HexFormat.of().formatHex(hash, 0, 8));
            ownerOnly(folder);
            Path file = folder.resolve(language + ".traineddata");
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || !Arrays.equals(hash, sha256(Files.readAllBytes(file)))) {
                Path temporary = Files.createTempFile(folder, language, ".part");
                Files.write(temporary, model);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the OCR model: " + cache, e);
        }
    }

    private static byte[] resource(String language) {
        String name = "/tessdata/" + language + ".traineddata";
        try (InputStream in = TrainedData.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new UserError(
                        "Cannot read in language: " + language,
                        "put a jar with tessdata/" + language + ".traineddata on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the OCR model from the class path: " + name, e);
        }
    }

    private static void ownerOnly(Path folder) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        try {
            Files.createDirectory(folder, attributes);
        } catch (FileAlreadyExistsException e) {
            if (posix && !ours(folder)) {
                throw new UserError(
                        "Cannot trust the OCR model's folder: " + folder,
                        "it must be a real directory that only you can use; remove it or set java.io.tmpdir");
            }
        }
    }

    private static boolean ours(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        UserPrincipal owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS);
        Path probe = Files.createTempFile(folder, "owner", ".part");
        UserPrincipal me = Files.getOwner(probe);
        Files.delete(probe);
        return owner.equals(me)
                && OWNER_ONLY.containsAll(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot hash: every JDK has SHA-256", e);
        }
    }
}
