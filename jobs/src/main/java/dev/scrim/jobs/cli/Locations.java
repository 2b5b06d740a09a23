package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import java.net.URI;
import java.nio.file.Path;

/** Places as people write them: a path of this machine, or any URI. */
final class Locations {
    private Locations() {}

    static URI uri(String text) {
        try {
            return text.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")
                    ? URI.create(text)
                    : Path.of(text).toAbsolutePath().normalize().toUri();
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    "Cannot read a place: it is neither a path nor a URI",
                    "write a path, or spaces in a URI as %20",
                    e);
        }
    }
}
