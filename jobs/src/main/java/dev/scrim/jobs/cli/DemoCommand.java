package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.build.BuildOptions;
import dev.scrim.jobs.spec.DatasetSpec;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scrim demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Build from the small recording that comes with Scrim; everything in it is invented.",
            "The export is readable, as an evaluation's is, and its report says where to look."
        },
        footer = {"", "Example:", "  scrim demo --to demo-out"})
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            defaultValue = "demo-out",
            description = "The workspace to build in (default: ${DEFAULT-VALUE}).")
    private Path to = Path.of("demo-out");

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        Terminal.build(
                "demo",
                spec(to.toAbsolutePath().normalize().toUri()),
                new BuildOptions(true, Optional.empty(), 0, 0),
                json.asked());
        return 0;
    }

    /** The default spec for the recording that comes with Scrim. */
    static DatasetSpec spec(URI workspace) {
        Path demo = Path.of(System.getProperty("scrim.home", "."), "jobs", "demo");
        if (!Files.isDirectory(demo)) {
            throw new UserError("Cannot find the demo recording in " + demo, "run ./scrim from a checkout");
        }
        return DatasetSpec.defaults(
                demo.resolve("recordings").toUri(), demo.resolve("consent.csv").toUri(), workspace);
    }
}
