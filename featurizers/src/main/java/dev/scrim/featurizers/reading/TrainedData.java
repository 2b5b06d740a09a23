package dev.scrim.featurizers.reading;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Puts language models, from the class path or from files, where Tesseract can open it: a directory only this user can write,
 * named after the model's hash and checked against it each time, written atomically so that many JVMs may race.
 */
final class TrainedData {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private TrainedData() {}

    /** The folder that holds {@code <language>.traineddata}, below the user's part of the temporary directory. */
    static Path folder(String language) {
        return folder(Map.of(language, resource(language)), cache());
    }

    /** As {@link #folder(String)} with the cache at {@code cache}. */
    static Path folder(String language, Path cache) {
        return folder(Map.of(language, resource(language)), cache);
    }

    /** The folder that holds the models of all these languages, and no others. */
    static Path folder(OcrLanguages languages) {
        return folder(languages, cache());
    }

    /** As {@link #folder(OcrLanguages)} with the cache at {@code cache}. */
    static Path folder(OcrLanguages languages, Path cache) {
        Map<String, byte[]> models = new LinkedHashMap<>();
        for (OcrModel model : languages.models()) {
            models.put(model.language(), bytes(model));
        }
        return folder(models, cache);
    }

    private static Path cache() {
        String user = System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9_-]", "_");
        return Path.of(System.getProperty("java.io.tmpdir"), "scrim-" + user);
    }

    /** @param models by language, in the languages' order */
    private static Path folder(Map<String, byte[]> models, Path cache) {
        try {
            ownerOnly(cache);
            Path folder = cache.resolve("tessdata-" + HexFormat.of().formatHex(hash(models), 0, 8));
            ownerOnly(folder);
            for (Map.Entry<String, byte[]> model : models.entrySet()) {
                Path file = folder.resolve(OcrLanguages.fileName(model.getKey()));
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        || !Arrays.equals(sha256(model.getValue()), sha256(Files.readAllBytes(file)))) {
                    Path temporary = Files.createTempFile(folder, model.getKey(), ".part");
                    Files.write(temporary, model.getValue());
                    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the OCR model: " + cache, e);
        }
    }

    /** The model's own hash where there is one; of several, that of their names and hashes in order. */
    private static byte[] hash(Map<String, byte[]> models) {
        if (models.size() == 1) {
            return sha256(models.values().iterator().next());
        }
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, byte[]> model : models.entrySet()) {
            text.append(model.getKey())
                    .append(' ')
                    .append(HexFormat.of().formatHex(sha256(model.getValue())))
                    .append('\n');
        }
        return sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Fail closed: a file that is not the one the build was started with is not opened. */
    private static byte[] bytes(OcrModel model) {
        String file = model.file();
        if (file == null) {
            return resource(model.language());
        }
        String name = OcrLanguages.fileName(model.language());
        try {
            byte[] bytes = Files.readAllBytes(Path.of(file));
            if (!HexFormat.of().formatHex(sha256(bytes)).equals(model.sha256())) {
                throw new UserError(
                        "Cannot use an OCR model that changed during the build: " + name, "start the build again");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new UserError(
                    "Cannot find the OCR model: " + name,
                    "the folder of readings.models must be there on every node, at the same path",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the OCR model: " + name, e);
        }
    }

    private static byte[] resource(String language) {
        String name = "/tessdata/" + language + ".traineddata";
        try (InputStream in = TrainedData.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new UserError("Cannot read in language: " + language, OcrLanguages.REMEDY);
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

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot hash: every JDK has SHA-256", e);
        }
    }
}
