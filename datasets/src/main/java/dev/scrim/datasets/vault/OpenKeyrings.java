package dev.scrim.datasets.vault;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keyrings already open in this process. Parquet makes a crypto factory for each file and passes it nothing but a
 * configuration, so there is no object to own them; an entry only saves parsing, as a keyring looks at its file anew at
 * every call.
 */
final class OpenKeyrings {
    private static final ConcurrentHashMap<Path, LocalKeyring> OPEN = new ConcurrentHashMap<>();

    private OpenKeyrings() {}

    static LocalKeyring get(Path file) {
        return OPEN.computeIfAbsent(file.toAbsolutePath().normalize(), LocalKeyring::open);
    }
}
