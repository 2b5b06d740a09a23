package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.spec.SpecExplain;
import dev.scrim.jobs.spec.SpecReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scrim spec}. */
@Command(
        name = "spec",
        mixinStandardHelpOptions = true,
        description = "Check a spec, or print every key that it can have.",
        footer = {"", "Examples:", "  scrim spec --explain", "  scrim spec dataset.yaml"})
final class SpecCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "SPEC.yaml")
    private @Nullable Path file;

    @Option(names = "--explain", description = "Print every key with type, default and meaning.")
    private boolean explain;

    @Override
    public Integer call() throws IOException {
        if (explain) {
            System.out.println(SpecExplain.explain());
            return 0;
        }
        if (file == null || !Files.isRegularFile(file)) {
            throw new UserError("Cannot check a spec: no file", "name a SPEC.yaml, or ask --explain");
        }
        SpecReader.read(
                        Files.readString(file, StandardCharsets.UTF_8),
                        String.valueOf(file.getFileName()),
                        java.util.Objects.requireNonNull(file.toAbsolutePath().getParent()))
                .orThrow();
        System.out.println(file + " is sound.");
        return 0;
    }
}
