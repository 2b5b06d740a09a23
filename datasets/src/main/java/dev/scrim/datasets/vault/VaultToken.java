package dev.scrim.datasets.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the token for a Vault server is read from at each request; never keeps or prints it. */
final class VaultToken {
    static final String VARIABLE = "VAULT_TOKEN";

    /** Checked here, since Java's client quotes a header that it refuses. */
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]{1,4096}");

    private final Optional<Path> file;
    private final Function<String, @Nullable String> environment;

    VaultToken(Optional<Path> file, Function<String, @Nullable String> environment) {
        this.file = file;
        this.environment = environment;
    }

    String read() throws WrapException {
        String token = file.isPresent() ? fromFile(file.get()) : environment.apply(VARIABLE);
        if (token == null || token.isBlank()) {
            throw new WrapException(WrapFault.NO_TOKEN);
        }
        token = token.strip();
        if (!PRINTABLE.matcher(token).matches()) {
            throw new WrapException(WrapFault.ODD_TOKEN);
        }
        return token;
    }

    private static @Nullable String fromFile(Path file) throws WrapException {
        try {
            if (!Files.isRegularFile(file)) {
                return null;
            }
            if (!KeyFileRules.ownerOnly("Vault token", file)) {
                throw new WrapException(WrapFault.OPEN_TOKEN);
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new WrapException(WrapFault.NO_TOKEN);
        }
    }

    @Override
    public String toString() {
        return "VaultToken";
    }
}
