package dev.scrim.redaction.detect;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The folder of public data beside the project, which a checkout may lack. */
final class Shared {
    private Shared() {}

    /** {@code -Dscrim.shared}, or the nearest {@code shared} folder upwards; null when there is none. */
    static @Nullable Path folder() {
        String named = System.getProperty("scrim.shared");
        if (named != null) {
            return Path.of(named);
        }
        for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
            if (Files.isDirectory(p.resolve("shared/corpora"))) {
                return p.resolve("shared");
            }
        }
        return null;
    }
}
