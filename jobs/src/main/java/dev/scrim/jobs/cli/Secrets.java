package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.vault.KeyFileRules;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Asks for passwords and passphrases: at the terminal, or from a file of mode 600. Never from the command line. */
final class Secrets {
    private Secrets() {}

    /**
     * Reads one secret.
     *
     * @param file whose first line it is; the terminal when empty
     */
    @SuppressWarnings("SystemConsoleNull") // what Error Prone asks for does not exist before Java 22
    static char[] read(Optional<Path> file, String prompt) throws IOException {
        if (file.isPresent()) {
            if (!Files.isRegularFile(file.get())) {
                throw new UserError("Cannot read " + file.get() + ": it is no file", "name a file with one line");
            }
            KeyFileRules.checkFile("file with a passphrase", file.get());
            return Files.readString(file.get(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .toCharArray();
        }
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("%s: ", prompt);
        if (typed == null) {
            throw new UserError(
                    "Cannot ask for a passphrase without a terminal", "name a file of mode 600 in --passphrase-file");
        }
        return typed;
    }
}
