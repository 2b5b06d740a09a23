package dev.scrim.datasets.shards;

import dev.scrim.datasets.model.Element;
import dev.scrim.datasets.model.StepRating;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.split.Split;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One step of a trajectory, redacted and under opaque names: what the export stage hands to the writers. What of it
 * reaches a file is decided by the schema's disclosure alone, see {@link StepSchema#disclose}.
 *
 * @param sampleId opaque, unique across all shards; also names the step's picture
 * @param trajectoryId opaque, shared by the trajectory's steps
 * @param step place within the trajectory, from 0
 * @param app the active program's name, after redaction
 * @param title the active window's title, after redaction
 * @param url the visible page's address, after redaction
 * @param task what the person set out to do, after redaction
 * @param action times relative to the trajectory's start, coarsened as the policy says
 * @param observation the frame before the action
 * @param after the frame behind its effect
 * @param redactions masks and rewrites of this step
 * @param rating how private it was before redaction
 * @param target the control that it was done to, its text after redaction
 * @param targetArea where that control is, in the unit of the action's positions
 */
public record ShardSample(
        String sampleId,
        String trajectoryId,
        Split split,
        int step,
        Optional<String> task,
        Optional<String> app,
        Optional<String> title,
        Optional<String> url,
        Viewport viewport,
        FlatAction action,
        Optional<EncodedImage> observation,
        Optional<EncodedImage> after,
        CategoryCounts redactions,
        StepRating rating,
        Optional<Element> target,
        Optional<Area> targetArea) {
    /** No dot, space or slash: a sample's name is a file name and a tar key in some formats. */
    private static final Pattern OPAQUE = Pattern.compile("[A-Za-z0-9_-]{8,64}");

    public ShardSample {
        checkOpaque("sample id", sampleId);
        checkOpaque("trajectory id", trajectoryId);
        if (step < 0) {
            throw new IllegalArgumentException("Cannot make a sample of step " + step + " (count from 0)");
        }
    }

    /** A rectangle in the export's unit; width and height may be fractions. */
    public record Area(double x, double y, double w, double h) {}

    /** A sample in pixels of the recorded screen. */
    public static ShardSample inPixels(
            String sampleId,
            String trajectoryId,
            Split split,
            int step,
            Optional<String> task,
            Optional<String> app,
            Optional<String> title,
            Optional<String> url,
            Viewport viewport,
            FlatAction action,
            Optional<EncodedImage> observation,
            Optional<EncodedImage> after,
            CategoryCounts redactions,
            StepRating rating,
            Optional<Element> target) {
        return new ShardSample(
                sampleId,
                trajectoryId,
                split,
                step,
                task,
                app,
                title,
                url,
                viewport,
                action,
                observation,
                after,
                redactions,
                rating,
                target,
                target.map(Element::box).map(b -> new Area(b.x(), b.y(), b.w(), b.h())));
    }

    private static void checkOpaque(String what, String value) {
        if (!OPAQUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Cannot accept " + what + ": it must be 8 to 64 of A-Z a-z 0-9 _ - (use a keyed hash)");
        }
    }
}
