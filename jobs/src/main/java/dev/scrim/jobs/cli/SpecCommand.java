package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.spec.SpecExplain;
import dev.scrim.jobs.spec.SpecReading;
import java.io.IOException;
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
        description = {
            "Check a spec, or print every key that it can have.",
            "All its problems are said at once, each with its line; ends with 2 when there is one. Nothing that it names"
                    + " is looked at: a build does that."
        },
        footer = {"", "Examples:", "  scrim spec --explain", "  scrim spec dataset.yaml"})
final class SpecCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "SPEC.yaml", description = "The spec to check.")
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
        if (file == null) {
            throw new UserError("Cannot check a spec without its file", "name a SPEC.yaml, or ask --explain");
        }
        SpecReading reading = SpecFile.read(file);
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
