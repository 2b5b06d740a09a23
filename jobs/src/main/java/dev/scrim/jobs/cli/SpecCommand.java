package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.spec.SpecExplain;
import dev.scrim.jobs.spec.SpecReader;
import dev.scrim.jobs.spec.SpecReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        if (explain) {
            if (json.asked()) {
                JsonDocument.print("spec", Map.of("keys", SpecExplain.keys()));
                return 0;
            }
            System.out.println(SpecExplain.explain());
            return 0;
        }
        if (file == null || !Files.isRegularFile(file)) {
            throw new UserError("Cannot check a spec: no file", "name a SPEC.yaml, or ask --explain");
        }
        SpecReading reading = SpecReader.read(
                Files.readString(file, StandardCharsets.UTF_8),
                String.valueOf(file.getFileName()),
                java.util.Objects.requireNonNull(file.toAbsolutePath().getParent()));
        if (json.asked()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("sound", reading.problems().isEmpty());
            answer.put("problems", reading.problems());
            JsonDocument.print("spec", answer);
        }
        reading.orThrow();
        if (json.asked()) {
            return 0;
        }
        System.out.println(file + " is sound.");
        return 0;
    }
}
