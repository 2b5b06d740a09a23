package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.spec.SpecReader;
import dev.scrim.jobs.spec.SpecReading;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A spec as it is named on the command line. */
final class SpecFile {
    private SpecFile() {}

    /** @throws UserError where there is no such file; what is wrong in it is in the reading */
    static SpecReading read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserError(
                    "Cannot read spec " + file + (Files.exists(file) ? ": it is no file" : ": it is not there"),
                    "name a SPEC.yaml; scrim spec --explain says what stands in one");
        }
        try {
            return SpecReader.read(
                    Files.readString(file, StandardCharsets.UTF_8),
                    String.valueOf(file.getFileName()),
                    Objects.requireNonNull(file.toAbsolutePath().getParent()));
        } catch (MalformedInputException e) {
            throw new UserError("Cannot read spec " + file + ": it is not UTF-8", "save it as UTF-8", e);
        }
    }
}
