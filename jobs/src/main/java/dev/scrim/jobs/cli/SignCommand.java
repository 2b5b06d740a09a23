package dev.scrim.jobs.cli;

import dev.scrim.datasets.release.ReleaseSignature;
import dev.scrim.jobs.release.ReleaseJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scrim sign}. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description = {
            "Sign a build for its release, as privacy officer or data owner.",
            "Checks everything first: the record, every manifest, every byte of the sealed export, the leak bound, the privacy review.",
            "Signing also opens this person's half of each file's key; a release needs both halves. Whoever built it does not sign, and nobody signs twice. A signature is good for 30 days, and ends with any rebuild."
        },
        footer = {"", "Example:", "  scrim sign out/builds/67ea9969688a9c6a --as ann --key ann.key"})
final class SignCommand implements Callable<Integer> {
    @Mixin
    private SealedBuild build = new SealedBuild();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--as", required = true, paramLabel = "NAME", description = "The account.")
    private String name = "";

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "That person's key file.")
    private Path key = Path.of(".");

    @Option(names = "--passphrase-file", paramLabel = "FILE", description = "Instead of asking for it; mode 600.")
    private @Nullable Path passphrase;

    @Override
    public Integer call() throws IOException {
        ReleaseJob job = build.job("sign");
        ReleaseSignature signature = job.sign(name, key, () -> {
            try {
                return Secrets.read(Optional.ofNullable(passphrase), "Passphrase of " + key);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        if (json.asked()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("signed_as", signature.role().label());
            answer.put("until", signature.until().toString());
            answer.putAll(StatusDocument.of(job.build(), job.facts()));
            JsonDocument.print("sign", answer);
            return 0;
        }
        System.out.println("signed as " + signature.role().label() + ", until " + signature.until());
        job.status().forEach(System.out::println);
        return 0;
    }
}
