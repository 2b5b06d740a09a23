package dev.scrim.datasets.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Real recordings for tests: the tiny one that is always here, and the development set where it is at hand. */
public final class Recordings {
    private Recordings() {}

    public static Path demo() {
        try {
            return Path.of(
                    Recordings.class.getResource("/recordings/demo-quick").toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The demo under another root, to be spoilt. */
    public static Path copyOfDemo(Path root, String name) throws IOException {
        return copy(demo(), root.resolve(name));
    }

    public static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        return to;
    }

    public static void replace(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(from)) {
            throw new IllegalArgumentException("Cannot spoil " + file.getFileName() + ": nothing to replace");
        }
        Files.writeString(file, text.replace(from, to));
    }

    public static void append(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    }

    public static CaptureFolder folder(Path recording) {
        try {
            return CaptureFolder.at(
                    recording.getParent().toUri().toString(),
                    recording.getFileName().toString(),
                    0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static Capture open(Path recording) throws IOException {
        return ((CaptureResult.Accepted) CaptureFormats.installed().open(folder(recording))).capture();
    }

    /** The shared development recordings: system property {@code scrim.shared}, or the folder beside the project. */
    public static List<Path> development() throws IOException {
        Optional<Path> shared = Stream.concat(
                        Stream.ofNullable(System.getProperty("scrim.shared")).map(Path::of),
                        Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                                .map(up -> up.resolve("shared")))
                .map(root -> root.resolve("recordings").resolve("dev"))
                .filter(Files::isDirectory)
                .findFirst();
        if (shared.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(shared.get())) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }
}
