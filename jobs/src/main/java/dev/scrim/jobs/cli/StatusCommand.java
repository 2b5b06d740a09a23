package dev.scrim.jobs.cli;

import dev.scrim.datasets.release.ReviewSource;
import dev.scrim.jobs.release.ReleaseJob;
import dev.scrim.jobs.review.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scrim status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Say how far a build has come (draft, redacted, verified, reviewed, signed, released), and what"
                + " stands between it and a release.",
        footer = {"", "Example:", "  scrim status out/builds/67ea9969688a9c6a"})
final class StatusCommand implements Callable<Integer> {
    @Parameters(paramLabel = "BUILD", description = "The build's folder: WORKSPACE/builds/ID.")
    private Path build = Path.of(".");

    @Option(
            names = "--keyring",
            paramLabel = "FILE",
            description = "Keyring file (default: keyring.json in the workspace); for reviewers' verdicts.")
    private @Nullable Path keyring;

    @Mixin
    private ReviewDb db = new ReviewDb();

    @Mixin
    private Governed governed = new Governed();

    @Override
    public Integer call() throws IOException {
        Optional<Path> keys = Optional.ofNullable(keyring);
        try {
            new ReleaseJob(build, keys, governed.anchors(), db.reviews(build, keys), Clock.systemUTC())
                    .status()
                    .forEach(System.out::println);
        } catch (Database.InUse e) {
            new ReleaseJob(build, keys, governed.anchors(), ReviewSource.NONE, Clock.systemUTC())
                    .status()
                    .forEach(System.out::println);
            System.out.println(
                    "  The review app is open and has the verdicts; this is told without them, its own gauge with"
                            + " them.");
        }
        return 0;
    }
}
