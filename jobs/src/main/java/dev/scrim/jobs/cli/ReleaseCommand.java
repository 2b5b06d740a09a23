package dev.scrim.jobs.cli;

import dev.scrim.jobs.release.ReleaseJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scrim release}. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = {
            "Open a signed build for a named consumer.",
            "Every file is decrypted, hashed, read and counted against the manifests, and laid beside its signatures, privacy review and certificate."
        },
        footer = {"", "Example:", "  scrim release out/builds/67ea9969688a9c6a --to desk-work-1.0 --consumer dan"})
final class ReleaseCommand implements Callable<Integer> {
    @Mixin
    private SealedBuild build = new SealedBuild();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "A folder that is not there yet; made with mode 700.")
    private Path to = Path.of(".");

    @Option(names = "--consumer", required = true, paramLabel = "NAME", description = "The account that it is for.")
    private String consumer = "";

    @Override
    public Integer call() throws IOException {
        ReleaseJob job = build.job("release");
        Path folder = job.release(to, consumer, build.caller(job));
        if (json.asked()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("build", job.build());
            answer.put("consumer", consumer);
            answer.put("folder", folder.toString());
            JsonDocument.print("release", answer);
            return 0;
        }
        System.out.println(folder);
        return 0;
    }
}
