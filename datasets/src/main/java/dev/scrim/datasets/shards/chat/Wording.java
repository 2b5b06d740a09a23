package dev.scrim.datasets.shards.chat;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.shards.Coordinates;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.ScreenProjection;
import dev.scrim.datasets.space.ActionSpace;
import dev.scrim.datasets.space.ActionSpaces;
import dev.scrim.datasets.space.Rendering;
import dev.scrim.datasets.space.UiTarsScale;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * How an export's steps are said: the space, and the screen on which it counts places. That screen is the exported
 * picture, so that pixels are those the model sees; for whole thousandths it is 1000 by 1000. Immutable.
 *
 * <p>{@code opencua} says shares of the screen and {@code ui-tars} thousandths (pixels where the unit is
 * {@code multiple-28}) whatever the export's unit is. What cannot be said truly is refused: {@code opencua} from
 * thousandths, which are too coarse, and shares in the spaces of whole pixels.
 */
final class Wording {
    static final String OPENCUA = "opencua";
    static final String ANTHROPIC = "anthropic";
    static final String OPENAI = "openai";
    static final String UI_TARS = "ui-tars";
    static final List<String> ALL = List.of(OPENCUA, ANTHROPIC, OPENAI, UI_TARS);

    private static final int THOUSAND = 1000;

    /** Words that stand for a medium, a place or a name in the fine-tuning tools' own templates. */
    private static final Pattern MARKERS = Pattern.compile("<(?=/?(?:image|video|audio|img|bbox|ref-object)>)");

    private final ActionSpace space;
    private final ExportOptions options;
    private final boolean filled;

    private Wording(ActionSpace space, ExportOptions options, boolean filled) {
        this.space = space;
        this.options = options;
        this.filled = filled;
    }

    /**
     * The wording that {@code options} ask for.
     *
     * @throws UserError when there is no true one
     */
    static Wording of(String format, Dialect dialect, ExportOptions options) {
        String name = options.actionSpace().isEmpty() ? dialect.ownSpace() : options.actionSpace();
        if (!dialect.spaces().contains(name)) {
            throw new UserError(
                    "Cannot write " + format + " in the action space " + name,
                    "use " + String.join(", ", dialect.spaces()));
        }
        Coordinates unit = options.coordinates();
        if (name.equals(OPENCUA) && unit == Coordinates.THOUSANDTHS) {
            throw new UserError("Cannot say " + OPENCUA + " from " + unit.label(), "use pixels, unit or multiple-28");
        }
        if (Set.of(ANTHROPIC, OPENAI).contains(name) && unit == Coordinates.UNIT) {
            throw new UserError(
                    "Cannot say " + name + " in " + unit.label() + ", it counts whole pixels",
                    "use pixels, thousandths or multiple-28");
        }
        boolean filled = name.equals(UI_TARS) && dialect.fillsPlaces();
        ActionSpace space = name.equals(UI_TARS) && unit == Coordinates.MULTIPLE_28 && !filled
                ? ActionSpaces.uiTars(UiTarsScale.RESIZED_PIXELS, ActionSpaces.STRAIGHT_PX)
                : ActionSpaces.named(name)
                        .orElseThrow(() -> new IllegalStateException("Cannot find the action space " + name));
        return new Wording(space, options, filled);
    }

    String space() {
        return space.name();
    }

    ExportOptions options() {
        return options;
    }

    /** Whether the tool that reads the export writes the places, in each model's own unit. */
    boolean filled() {
        return filled;
    }

    /** Whether places are pixels of the picture. */
    boolean inPixels() {
        return !space().equals(OPENCUA)
                && options.coordinates() != Coordinates.THOUSANDTHS
                && (!space().equals(UI_TARS) || options.coordinates() == Coordinates.MULTIPLE_28);
    }

    /** The screen on which the row's places are counted. */
    Viewport screen(DisclosedRow row) {
        Viewport recorded = new Viewport(
                RowActions.whole(row, "viewport_width"),
                RowActions.whole(row, "viewport_height"),
                row.number("viewport_scale").map(Number::doubleValue).orElse(1.0));
        ScreenProjection picture = new ScreenProjection(recorded, options);
        return options.coordinates() == Coordinates.THOUSANDTHS
                ? new Viewport(THOUSAND, THOUSAND, recorded.scale())
                : new Viewport(picture.widthPx(), picture.heightPx(), recorded.scale());
    }

    /** The row's action on {@link #screen}, unless a column that it needs was not disclosed. */
    Optional<Action> action(DisclosedRow row) {
        Viewport screen = screen(row);
        return RowActions.of(row, p -> place(p, screen));
    }

    private Point place(Point p, Viewport screen) {
        return switch (options.coordinates()) {
            case PIXELS, MULTIPLE_28 -> p;
            case UNIT -> new Point(along(p.x(), screen.widthPx()), along(p.y(), screen.heightPx()));
            // The last half of the last thousandth was rounded up to 1000.
            case THOUSANDTHS -> new Point(edge(p.x()), edge(p.y()));
        };
    }

    /** What lies on the screen stays there, however a product rounds. */
    private static double along(double share, int sizePx) {
        double at = share * sizePx;
        return share < 1 && at >= sizePx ? Math.nextDown((double) sizePx) : at;
    }

    private static double edge(double thousandths) {
        return thousandths == THOUSAND ? Math.nextDown(thousandths) : thousandths;
    }

    /** The row's action in words, or the sentence that says why it has none. */
    Rendering say(String stepId, DisclosedRow row) {
        Optional<Action> action = action(row);
        if (action.isEmpty()) {
            return new Rendering.Unsayable(
                    stepId,
                    "Cannot say step " + stepId + " in " + space() + ": "
                            + row.string("action").orElse("an action") + " (a value that it needs is not exported)");
        }
        Rendering rendering = space.render(stepId, action.get(), screen(row));
        return rendering instanceof Rendering.Said said
                ? new Rendering.Said(
                        said.calls().stream().map(Wording::unmarked).toList())
                : rendering;
    }

    /** Whether the calls can be read back as a step. */
    boolean reads(List<String> calls, Viewport screen) {
        return space.parse(calls, screen) instanceof dev.scrim.datasets.space.Parsing.Read;
    }

    /**
     * The same call without the markers of media, which readers count. They can only be within its string literals,
     * where JSON's and Python's escape is the same character.
     */
    static String unmarked(String call) {
        return MARKERS.matcher(call).replaceAll("\\\\u003c");
    }

    /** Plain text without the markers of media, nor halves of surrogate pairs, which are no UTF-8. */
    static String plain(String text) {
        String unmarked = MARKERS.matcher(text).replaceAll("< ");
        StringBuilder out = new StringBuilder(unmarked.length());
        unmarked.codePoints().forEach(c -> out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return out.toString();
    }

    /** Columns without which no step can be said; they must be disclosed. */
    static Set<String> needed() {
        return new TreeSet<>(List.of(
                "sample_id",
                "split",
                "step",
                "viewport_width",
                "viewport_height",
                "viewport_scale",
                "image",
                "action",
                "count",
                "keys",
                "scroll_dx",
                "scroll_dy",
                "t_start_us",
                "t_end_us"));
    }
}
