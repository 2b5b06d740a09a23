package dev.scrim.datasets.shards;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.MouseButton;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.model.StepRating;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.split.OpaqueKeys;
import dev.scrim.datasets.split.Split;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;

/** Steps made up from a seed, with every kind of action, and pictures that do not compress. */
final class Samples {
    private static final OpaqueKeys KEYS = new OpaqueKeys("a key for tests only".getBytes(StandardCharsets.UTF_8));

    private Samples() {}

    static EncodedImage noise(int width, int height, long seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return EncodedImage.ofPng(png.toByteArray());
    }

    static ShardSample sample(Split split, int step) {
        return sample(split, step, 32, 24);
    }

    static ShardSample sample(Split split, int step, int width, int height) {
        TrajectoryId trajectory = new TrajectoryId(new RecordingId("rec-" + split.label()), step / 7);
        boolean sparse = step % 5 == 4;
        return ShardSample.inPixels(
                KEYS.sample(trajectory, step),
                KEYS.trajectory(trajectory),
                split,
                step % 7,
                Optional.of("File the return of [PERSON] \u2014 \u00e4\u6f22\ud83d\ude42"),
                Optional.of("Browser"),
                sparse ? Optional.empty() : Optional.of("Form " + step),
                sparse ? Optional.empty() : Optional.of("https://example.org/" + step),
                new Viewport(1280, 800, 1.25),
                action(step),
                sparse ? Optional.empty() : Optional.of(noise(width, height, step)),
                step % 2 == 0 ? Optional.of(noise(width, height, 1000L + step)) : Optional.empty(),
                new CategoryCounts(Map.of(Category.TAX, step % 3, Category.CHAT, 1)),
                rating(step),
                Optional.empty());
    }

    /** The least and the most sensitive steps there can be, and those between. */
    static StepRating rating(int step) {
        return new StepRating(Sensitivity.of(1 + step % 4), Sensitivity.RESTRICTED);
    }

    static FlatAction action(int step) {
        TimeSpan span = new TimeSpan(step * 100_000L, step * 100_000L + 50_000L);
        Point at = new Point(10.5 + step, 20);
        Point to = new Point(100, 200 + step);
        List<Action> kinds = List.of(
                new Action.Click(span, at, MouseButton.LEFT, 2, List.of("Shift")),
                new Action.Drag(span, List.of(at, new Point(1, 1), to), MouseButton.LEFT, List.of()),
                new Action.Scroll(span, at, 0, -3, List.of()),
                new Action.TypeText(span, "SECRET-IN-TEXT", "SECRET-IN-RAW", false),
                new Action.PressKey(span, "Enter", 2),
                new Action.Hotkey(span, List.of("ctrl", "c"), Optional.of("copy")),
                new Action.DropdownSelect(span, at, to, Optional.of("SECRET-CONTROL"), Optional.of("SECRET-OPTION")),
                new Action.Wait(span));
        return FlatAction.from(kinds.get(step % kinds.size()), Optional.of("[TAX] and \"more\"\n"));
    }

    static List<DisclosedRow> rows(Split split, int n) {
        return java.util.stream.IntStream.range(0, n)
                .mapToObj(i -> StepSchema.disclose(sample(split, i), StepSchema.STEP))
                .toList();
    }
}
