package dev.scrim.jobs.cli;

import java.net.URI;
import java.nio.file.Path;

/** Places as people write them: a path of this machine, or any URI. */
final class Locations {
    private Locations() {}

    static URI uri(String text) {
        return text.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")
                ? URI.create(text)
                : Path.of(text).toAbsolutePath().normalize().toUri();
    }
}
