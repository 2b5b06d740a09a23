package dev.scrim.notebooks;

import dev.scrim.datasets.dataset.Dataset;
import dev.scrim.datasets.dataset.DatasetStep;
import dev.scrim.datasets.dataset.DatasetSteps;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * A first look at a dataset from the terminal: its columns, what is in it, its first steps; with a second argument the
 * first step's frame with its action drawn on it, too.
 */
public final class ExploreDataset {
    private static final int SHOWN = 5;

    private ExploreDataset() {}

    /** Prints columns, counts and the first steps. */
    public static void print(Dataset dataset, PrintStream out) throws IOException {
        out.println("build " + dataset.buildId() + ", " + dataset.format()
                + (dataset.evaluation() ? ", for evaluation only" : ""));
        for (Field field : dataset.schema().fields()) {
            out.printf(Locale.ROOT, "  %-22s %-16s %s%n", field.name(), field.type(), field.unit());
        }
        DatasetSummary summary = DatasetSummary.of(dataset);
        out.println("steps:           " + summary.steps() + " in " + summary.trajectories() + " trajectories");
        out.println("steps by split:  " + summary.splits());
        out.println("steps by action: " + summary.actions());
        out.println("steps by app:    " + summary.apps());
        Optional<Split> first = dataset.splits().keySet().stream().findFirst();
        if (first.isPresent()) {
            try (DatasetSteps steps = dataset.steps(first.get())) {
                steps.stream().limit(SHOWN).map(StepPicture::words).forEach(out::println);
            }
        }
    }

    /** The first step with a frame, as a picture. */
    public static void picture(Dataset dataset, Path file) throws IOException {
        for (Split split : dataset.splits().keySet()) {
            try (DatasetSteps steps = dataset.steps(split)) {
                while (steps.hasNext()) {
                    DatasetStep step = steps.next();
                    if (step.before().isPresent()) {
                        Files.createDirectories(
                                Optional.ofNullable(file.toAbsolutePath().getParent())
                                        .orElse(file));
                        ImageIO.write(StepPicture.of(step).orElseThrow(), "png", file.toFile());
                        return;
                    }
                }
            }
        }
    }

    /** {@code ExploreDataset FOLDER [PICTURE.png]}. */
    public static void main(String[] args) throws IOException {
        if (args.length < 1 || args.length > 2) {
            System.err.println("usage: ExploreDataset FOLDER [PICTURE.png] (such as demo-out)");
            return;
        }
        Dataset dataset = Dataset.open(Path.of(args[0]));
        print(dataset, new PrintStream(System.out, true, StandardCharsets.UTF_8));
        if (args.length == 2) {
            picture(dataset, Path.of(args[1]));
        }
    }
}
