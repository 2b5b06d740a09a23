package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.jobs.build.BuildOptions;
import dev.scrim.jobs.spec.DatasetSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scrim build}. */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        description = {
            "Build a dataset: stages 01 to 08. What an earlier run finished is not done again.",
            "Name a SPEC.yaml, or --from, --consent and --to together. Without --evaluation the export is sealed, and opens only when it is released. The last lines say where things are; the build's ID is among them."
        },
        footer = {
            "",
            "Examples:",
            "  scrim build dataset.yaml",
            "  scrim build --from recordings --consent consent.csv --to out",
            "  scrim build --from recordings --consent consent.csv --to out --only rec-1,rec-2 --evaluation"
        })
final class BuildCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "SPEC.yaml", description = "The spec; see `scrim spec --explain`.")
    private @Nullable Path specFile;

    @Option(names = "--from", paramLabel = "FOLDER", description = "Folder of recordings, with the default spec.")
    private @Nullable String from;

    @Option(
            names = "--consent",
            paramLabel = "FILE",
            description = "The consent ledger: what scrim consent keeps, or CSV.")
    private @Nullable String consent;

    @Option(names = "--to", paramLabel = "FOLDER", description = "The workspace: where builds are kept.")
    private @Nullable String to;

    @Option(names = "--only", split = ",", paramLabel = "ID", description = "Only these recordings.")
    private List<String> only = List.of();

    @Option(
            names = "--evaluation",
            description =
                    "Leave the export readable, for measuring. Only for recordings that declare invented people; the"
                            + " build can never be released.")
    private boolean evaluation;

    @Option(
            names = "--keyring",
            paramLabel = "FILE",
            description = "Keyring file (default: keyring.json in the workspace).")
    private @Nullable Path keyring;

    @Option(
            names = "--cores",
            paramLabel = "N",
            defaultValue = "0",
            description = "Worker threads in local mode (default: all).")
    private int cores;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "0",
            description = "Parts of a shuffle (default: twice the cores).")
    private int partitions;

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        DatasetSpec asked = spec();
        Terminal.build(
                "build",
                asked,
                new BuildOptions(evaluation, Optional.ofNullable(keyring), Builders.of(asked), cores, partitions),
                json.asked());
        return 0;
    }

    private DatasetSpec spec() throws IOException {
        DatasetSpec spec;
        if (specFile != null) {
            if (from != null || consent != null || to != null) {
                throw new UserError(
                        "Cannot build from a spec and from --from, --consent or --to at once",
                        "write the folders into the spec, or leave the spec out");
            }
            spec = SpecFile.read(specFile).orThrow();
        } else if (from != null && consent != null && to != null) {
            spec = DatasetSpec.defaults(Locations.uri(from), Locations.uri(consent), Locations.uri(to));
        } else {
            throw new UserError(
                    "Cannot build without a spec", "name a SPEC.yaml, or give --from, --consent and --to together");
        }
        return only.isEmpty()
                ? spec
                : spec.withOnly(only.stream().map(RecordingId::new).toList());
    }
}
