package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.release.ReleaseJob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scrim privacy-review}. */
@Command(
        name = "privacy-review",
        mixinStandardHelpOptions = true,
        description = {
            "Write a build's privacy review: the officer's words and what was measured.",
            "It is part of what is signed. --template writes the headings that the words go under."
        },
        footer = {
            "",
            "Examples:",
            "  scrim privacy-review --template review.md",
            "  scrim privacy-review out/builds/67ea9969688a9c6a --text review.md"
        })
final class PrivacyReviewCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "BUILD", description = "The build's folder: WORKSPACE/builds/ID.")
    private @Nullable Path build;

    @Option(
            names = "--text",
            paramLabel = "FILE",
            description = "The officer's words: Markdown with the template's headings.")
    private @Nullable Path text;

    @Option(names = "--template", paramLabel = "FILE", description = "Write a file to fill in, and nothing else.")
    private @Nullable Path template;

    @Mixin
    private ReviewOptions reviewed = new ReviewOptions();

    @Override
    public Integer call() throws IOException {
        if (template != null) {
            try {
                Files.writeString(
                        template, ReleaseJob.template(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException e) {
                throw new UserError(
                        "Cannot write a template to " + template + ": it is there already", "name another file", e);
            }
            return 0;
        }
        if (build == null || text == null) {
            throw new UserError(
                    "Cannot write a privacy review without a build and the officer's words",
                    "name BUILD and --text FILE, or --template FILE for one to fill in");
        }
        if (!Files.isRegularFile(text)) {
            throw new UserError(
                    "Cannot read the officer's words from " + text + ": it is no file",
                    "scrim privacy-review --template FILE writes one to fill in");
        }
        ReleaseJob job = reviewed.job(build);
        job.privacyReview(text, reviewed.governed().caller(job.workspace())).forEach(System.out::println);
        return 0;
    }
}
