package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.review.ReviewJob;
import dev.scrim.jobs.review.web.ReviewServer;
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

/** {@code scrim review}. */
@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        description = {
            "Serve a finished build to reviewers, in a browser, until Ctrl-C.",
            "Random redacted frames to judge, the bound of the leak rate that follows, disagreements, misses. Prints the one address to open.",
            "On this machine alone, unless a host and a key for TLS are named. Reviewers log in with their account: its password or a token (scrim account add, role, password, token). Every look and verdict is an entry of the audit log. Verdicts count for exactly this build; one that is built again is reviewed again."
        },
        footer = {
            "",
            "Examples:",
            "  scrim account add rea --role reviewer --workspace out",
            "  scrim account password rea --workspace out",
            "  scrim review out/builds/67ea9969688a9c6a",
            "  scrim review BUILD --host review.example.org --port 8443 --tls review.p12 --tls-password-file pass",
            "  SCRIM_REVIEW_DB_USER=scrim scrim review BUILD --db jdbc:postgresql://db.example.org/review"
        })
final class ReviewCommand implements Callable<Integer> {
    private static final int MAX_PORT = 65_535;

    @Parameters(paramLabel = "BUILD", description = "The build's folder: WORKSPACE/builds/ID.")
    private Path build = Path.of(".");

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port to listen on (default: any that is free).")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "Listen for other machines, too, under this name; needs --tls.")
    private @Nullable String host;

    @Option(names = "--tls", paramLabel = "FILE", description = "PKCS#12 keystore with the key for TLS.")
    private @Nullable Path tls;

    @Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            description = "File of mode 600 with the keystore's password (default: asked for).")
    private @Nullable Path tlsPassword;

    @Mixin
    private ReviewOptions reviewed = new ReviewOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > MAX_PORT) {
            throw new UserError("Cannot listen on port " + port, "0 to " + MAX_PORT + "; 0 takes any that is free");
        }
        String password = tls == null
                ? ""
                : new String(Secrets.read(Optional.ofNullable(tlsPassword), "Password of the keystore"));
        ReviewServer.Place place =
                new ReviewServer.Place(Optional.ofNullable(host), port, Optional.ofNullable(tls), password);
        ReviewJob.Options options = new ReviewJob.Options(
                reviewed.keyring(), reviewed.governed().anchors(), reviewed.databaseUrl(), System.getenv(), place);
        ReviewJob job = ReviewJob.start(build, options, Clock.systemUTC(), System.err::println);
        Thread end = new Thread(job::close, "review-end");
        Runtime.getRuntime().addShutdownHook(end);
        System.out.println(job.address());
        System.out.flush();
        job.join();
        return 0;
    }
}
