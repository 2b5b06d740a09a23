package dev.scrim.jobs.cli;

import dev.scrim.jobs.release.ReleaseJob;
import dev.scrim.jobs.review.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code scrim status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Say how far a build has come, and what stands between it and a release.",
            "A build is a draft, redacted, verified, reviewed, signed or released."
        },
        footer = {"", "Example:", "  scrim status out/builds/67ea9969688a9c6a"})
final class StatusCommand implements Callable<Integer> {
    @Parameters(paramLabel = "BUILD", description = "The build's folder: WORKSPACE/builds/ID.")
    private Path build = Path.of(".");

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private ReviewOptions reviewed = new ReviewOptions();

    @Override
    public Integer call() throws IOException {
        try {
            answer(reviewed.jobIfReadable(build), true);
        } catch (Database.InUse e) {
            answer(reviewed.jobWithoutVerdicts(build), false);
        }
        return 0;
    }

    /** @param verdicts whether it could see the reviewers' verdicts */
    private void answer(ReleaseJob job, boolean verdicts) throws IOException {
        if (json.asked()) {
            Map<String, Object> document = StatusDocument.of(job.build(), job.facts());
            document.put("verdicts_seen", verdicts);
            JsonDocument.print("status", document);
            return;
        }
        job.status().forEach(System.out::println);
        if (!verdicts) {
            System.out.println(
                    "  The review app is open and has the verdicts; this is told without them, its own gauge with"
                            + " them.");
        }
    }
}
