package dev.scrim.jobs.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.jobs.erase.EraseJob;
import dev.scrim.jobs.erase.ErasureCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scrim erase}. */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        description = {
            "Erase a person from a workspace and from releases.",
            "Takes back their consent, destroys their keys for good, makes void every sealed build with them, and takes their samples out of releases, shard by shard; then looks for them again and writes a certificate. Killed, it is run again.",
            "It cannot be undone. Copies of a release that are not named stay as they are, and so do backups of the keyring, which must be destroyed too."
        },
        footer = {
            "",
            "Examples:",
            "  scrim erase --workspace out --subject subj-7 --release desk-work-1.0",
            "  scrim erase --workspace out --subject subj-7 --ledger consent.jsonl --reason request-12"
        })
final class EraseCommand implements Callable<Integer> {
    @Option(names = "--workspace", required = true, paramLabel = "FOLDER", description = "The workspace.")
    private Path workspace = Path.of(".");

    @Option(names = "--subject", required = true, paramLabel = "ID", description = "Whom: a subject_id.")
    private String subject = "";

    @Option(
            names = "--release",
            arity = "1..*",
            paramLabel = "DIR",
            description = "A copy of a release; those that scrim release wrote are found anyway.")
    private List<Path> releases = List.of();

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = "A consent ledger beside those that the workspace was built under; to be named where that is"
                    + " not known, or where the ledger was moved.")
    private @Nullable Path ledger;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Kept for good; no private content.")
    private String reason = "";

    @Option(
            names = "--keyring",
            paramLabel = "FILE",
            description = "Keyring file (default: keyring.json in the workspace).")
    private @Nullable Path keyring;

    @Option(names = "--cores", paramLabel = "N", defaultValue = "0", description = "Worker threads (default: all).")
    private int cores;

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private Governed governed = new Governed();

    @Override
    public Integer call() throws IOException {
        EraseJob.Place place = new EraseJob.Place(
                workspace, Optional.ofNullable(keyring), Optional.ofNullable(ledger), governed.anchors(), cores);
        EraseJob job =
                new EraseJob(place, new SubjectId(subject), reason, governed.caller(workspace), Clock.systemUTC());
        ErasureCertificate certificate = job.run(releases, step -> System.err.println("erase: " + step.words()));
        if (json.asked()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("file", certificate.fileName());
            answer.put("certificate", new JsonMapper().readTree(certificate.json()));
            JsonDocument.print("erase", answer);
            return 0;
        }
        certificate.summary().forEach(System.out::println);
        return 0;
    }
}
