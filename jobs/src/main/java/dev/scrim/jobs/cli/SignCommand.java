package dev.scrim.jobs.cli;

import dev.scrim.datasets.release.ReleaseSignature;
import dev.scrim.datasets.release.ReviewSource;
import dev.scrim.jobs.halt.HaltOrders;
import dev.scrim.jobs.release.ReleaseJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scrim sign}. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description = {
            "Sign a build for its release, as privacy officer or data owner. Checks everything first: the record, every"
                    + " manifest, every byte of the sealed export, the leak bound, the privacy review.",
            "Signing also opens this person's half of each file's key; a release needs both halves. Whoever built it"
                    + " does not sign, and nobody signs twice. A signature is good for 30 days, and ends with any rebuild."
        },
        footer = {"", "Example:", "  scrim sign out/builds/67ea9969688a9c6a --as ann --key ann.key"})
final class SignCommand implements Callable<Integer> {
    @Parameters(paramLabel = "BUILD", description = "The build's folder: WORKSPACE/builds/ID.")
    private Path build = Path.of(".");

    @Option(names = "--as", required = true, paramLabel = "NAME", description = "The account.")
    private String name = "";

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "That person's key file.")
    private Path key = Path.of(".");

    @Option(names = "--passphrase-file", paramLabel = "FILE", description = "Instead of asking for it; mode 600.")
    private @Nullable Path passphrase;

    @Option(
            names = "--keyring",
            paramLabel = "FILE",
            description = "Keyring file (default: keyring.json in the workspace).")
    private @Nullable Path keyring;

    @Mixin
    private Governed governed = new Governed();

    @Override
    public Integer call() throws IOException {
        HaltOrders.requireAround(build, "sign a build", "sign", Terminal.who(), Clock.systemUTC());
        ReleaseJob job = new ReleaseJob(
                build, Optional.ofNullable(keyring), governed.anchors(), ReviewSource.NONE, Clock.systemUTC());
        ReleaseSignature signature = job.sign(name, key, () -> {
            try {
                return Secrets.read(Optional.ofNullable(passphrase), "Passphrase of " + key);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        System.out.println("signed as " + signature.role().label() + ", until " + signature.until());
        job.status().forEach(System.out::println);
        return 0;
    }
}
