package dev.scrim.jobs.stage;

import dev.scrim.datasets.store.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Digest of the code, word lists and models of a module, taken from the jar (or class folder) that a class of it came
 * from. A version number that somebody must remember to raise would one day let a repaired detector pass for the old
 * one, and its stale findings for fresh ones. Jars are reproducible, so the same sources give the same digest.
 */
public final class CodeDigest {
    private static final Map<Path, String> KNOWN = new ConcurrentHashMap<>();

    private CodeDigest() {}

    /** Digest of the modules that these classes belong to, in the given order. */
    public static String of(List<Class<?>> anchors) {
        return Digests.fields("scrim-code/1")
                .add(anchors.stream().map(CodeDigest::of).toList())
                .hex();
    }

    private static String of(Class<?> anchor) {
        try {
            Path place = Path.of(
                    anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
            return KNOWN.computeIfAbsent(place, CodeDigest::digest);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Cannot find the code of " + anchor.getName(), e);
        }
    }

    private static String digest(Path place) {
        try {
            if (Files.isRegularFile(place)) {
                return sha256(place);
            }
            Digests.Fields fields = Digests.fields("scrim-classes/1");
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    fields.add(place.relativize(file).toString()).add(sha256(file));
                }
            }
            return fields.hex();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the code's own files", e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Digests.sha256(in);
        }
    }
}
