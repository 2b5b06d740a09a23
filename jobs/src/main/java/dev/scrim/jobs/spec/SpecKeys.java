package dev.scrim.jobs.spec;

import dev.scrim.datasets.media.ImageCodec;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.shards.Coordinates;
import dev.scrim.datasets.space.ActionSpace;
import dev.scrim.datasets.space.ActionSpaces;
import dev.scrim.jobs.spec.SpecKey.Presence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The one table of keys: what a spec may say, what holds when it does not, and what a change makes run again. */
final class SpecKeys {
    static final String CAPTURE = "01-capture";
    static final String TIMELINE = "02-timeline";
    static final String ACTIONS = "03-actions";
    static final String READINGS = "04-readings";
    static final String FINDINGS = "05-findings";
    static final String REDACTED = "06-redacted";
    static final String VERIFIED = "07-verified";
    static final String EXPORT = "08-export";

    /** The stages a setting can belong to, in order. */
    static final List<String> STAGES =
            List.of(CAPTURE, TIMELINE, ACTIONS, READINGS, FINDINGS, REDACTED, VERIFIED, EXPORT);

    /** Every key, sections before what is in them, in the order that {@code explain} prints. */
    static final List<SpecKey> ALL = table();

    /** Repeats are left out. */
    static final String DROP = "drop";

    static final String KEEP = "keep";

    /** Says that a format chooses for itself. */
    static final String OWN = "own";

    /** Frames have to be judged by people before a release. */
    static final String REQUIRED = "required";

    static final String OPTIONAL = "optional";

    private static final String NO_STAGE = "";

    private SpecKeys() {}

    private static List<SpecKey> table() {
        List<SpecKey> keys = new ArrayList<>();
        identity(keys);
        sources(keys);
        consentToReadings(keys);
        redaction(keys);
        output(keys);
        release(keys);
        return List.copyOf(keys);
    }

    private static void identity(List<SpecKey> keys) {
        keys.add(required(
                "format", new SpecType.Choice(List.of(DatasetSpec.FORMAT)), NO_STAGE, "Version of this file."));
        keys.add(defaulted(
                "name",
                text("name", "[a-z0-9][a-z0-9-]{0,62}", "1 to 63 of a-z 0-9 - that start with a letter or digit"),
                "dataset",
                EXPORT,
                "Name of the dataset, in its card and shards."));
        keys.add(defaulted(
                "license",
                text(
                        "a licence's name on the Hugging Face hub",
                        "[a-z0-9][a-z0-9.-]{0,62}",
                        "such as cc-by-4.0, other or unknown"),
                "unknown",
                EXPORT,
                "Licence under which the dataset will be given away, in its card: cc-by-4.0, other, unknown."));
        keys.add(required(
                "workspace",
                new SpecType.Location(),
                NO_STAGE,
                "Folder under which builds are kept; nobody but its owner may be able to read it."));
    }

    private static void sources(List<SpecKey> keys) {
        keys.add(required(
                "sources", new SpecType.Sections(), CAPTURE, "Where recordings come from: each has uri or tables."));
        keys.add(defaulted(
                "sources[].format",
                text("auto or name/version", "auto|[a-z][a-z0-9.-]*/[0-9]+", "auto, or a format's name and version"),
                "auto",
                CAPTURE,
                "Format of the recordings; auto asks every known format, and two that claim one folder are an error."));
        keys.add(optional(
                "sources[].uri", new SpecType.Location(), NO_STAGE, "Folder that holds one folder per recording."));
        keys.add(optional(
                "sources[].tables",
                new SpecType.Section(),
                CAPTURE,
                "The same streams as tables; recordings is needed, every other stream may be left out."));
        for (Source.Stream stream : Source.Stream.values()) {
            String table = "sources[].tables." + stream.label();
            keys.add(optional(
                    table,
                    new SpecType.Section(),
                    CAPTURE,
                    "Table of the " + stream.label() + " stream: has catalog or parquet."));
            keys.add(optional(
                    table + ".catalog",
                    text("table name", "[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+){0,2}", "[catalog.][database.]table"),
                    NO_STAGE,
                    "Table of Spark's catalog."));
            keys.add(optional(table + ".parquet", new SpecType.Location(), NO_STAGE, "Parquet file or folder."));
            keys.add(defaulted(
                    table + ".columns",
                    new SpecType.Columns(stream.fields()),
                    "{}",
                    CAPTURE,
                    "Columns that are not named as the field."));
        }
        keys.add(defaulted(
                "only",
                new SpecType.Texts(
                        text(
                                "recording id",
                                "[A-Za-z0-9][A-Za-z0-9._-]{0,127}",
                                "the ids that recordings give themselves"),
                        0),
                "[]",
                CAPTURE,
                "Build these recordings only; an empty list builds all."));
    }

    private static void consentToReadings(List<SpecKey> keys) {
        keys.add(required(
                "consent", new SpecType.Section(), TIMELINE, "Whose permission is needed. No grant, no data."));
        keys.add(required("consent.ledger", new SpecType.Location(), NO_STAGE, "The ledger, as CSV."));
        keys.add(defaulted(
                "consent.purpose",
                text("word", "[a-z0-9][a-z0-9_-]{0,62}", "the purpose as the ledger writes it"),
                "training",
                TIMELINE,
                "Purpose that a grant must name."));

        keys.add(section("actions", ACTIONS, "How raw events become actions."));
        keys.add(defaulted(
                "actions.profile",
                choice("default", "agentnet", "openadapt"),
                "default",
                ACTIONS,
                "Named set of thresholds; agentnet and openadapt are there for comparison with those tools."));

        keys.add(section("moments", ACTIONS, "Which frames go with an action."));
        keys.add(defaulted(
                "moments.profile",
                choice("default", "agentnet"),
                "default",
                ACTIONS,
                "How the frame before an action is chosen: default is the last one at rest before the pointer sets out;"
                        + " agentnet is the one at the action's time by the recorder's stated clock, for comparison with"
                        + " that tool."));
        keys.add(whole(
                "moments.stable_ms",
                0,
                10_000,
                250,
                ACTIONS,
                "A screen is stable when nothing changed for this long."));
        keys.add(whole(
                "moments.max_wait_ms", 0, 60_000, 1_500, ACTIONS, "How long an action's effect may take to settle."));
        keys.add(whole(
                "moments.max_frame_age_ms",
                1,
                86_400_000,
                10_000,
                ACTIONS,
                "An observation frame older than this is no observation; screens that do not change send no frames."));

        keys.add(defaulted(
                "moments.frames",
                choice(Arrays.stream(DatasetSpec.Frames.values())
                        .map(DatasetSpec.Frames::label)
                        .toArray(String[]::new)),
                DatasetSpec.Frames.STEPS.label(),
                READINGS,
                "steps keeps the frames before and after each step; all also keeps every frame between them that differs"
                        + " from the one kept before it, as rows of plain."));

        keys.add(section(
                "trajectories", ACTIONS, "Where a trajectory ends; pauses and consent changes always end one."));
        keys.add(whole(
                "trajectories.idle_gap_ms",
                1_000,
                86_400_000,
                30_000,
                ACTIONS,
                "Nothing entered for this long ends one."));
        keys.add(
                whole("trajectories.max_steps", 1, 100_000, 200, ACTIONS, "A trajectory has at most this many steps."));
        keys.add(whole(
                "trajectories.max_sensitivity",
                Sensitivity.PUBLIC.level(),
                Sensitivity.RESTRICTED.level(),
                Sensitivity.RESTRICTED.level(),
                REDACTED,
                "One that was rated above this before redaction is left out and counted: 1 public, 2 names and contacts,"
                        + " 3 amounts and messages, 4 credentials, official ids, cards, medical."));

        keys.add(section("readings", READINGS, "How text on screen is read."));
        keys.add(defaulted(
                "readings.language",
                text(
                        "languages joined by +",
                        "[A-Za-z][A-Za-z0-9_]{2,23}(\\+[A-Za-z][A-Za-z0-9_]{2,23}){0,7}",
                        "Tesseract's names, such as eng or eng+deu"),
                "eng",
                READINGS,
                "Languages of the OCR engine by Tesseract's names, the main one first, such as eng+deu; the model of eng"
                        + " comes with Scrim. Text in a script that none of them is written in is masked."));
        keys.add(optional(
                "readings.models",
                new SpecType.Location(),
                NO_STAGE,
                "Folder with NAME.traineddata of every other language, of Tesseract's LSTM kind; on a cluster it must be"
                        + " at the same path on every node. What is in the files is part of the build."));
        keys.add(defaulted(
                "readings.cache",
                new SpecType.Choice(List.of("true", "false")),
                "true",
                NO_STAGE,
                "Keep each person's readings in the workspace, under that person's key, so that a later build does not"
                        + " repeat them; what is read is the same."));
    }

    private static void redaction(List<SpecKey> keys) {
        keys.add(section("redaction", FINDINGS, "How private content is removed."));
        keys.add(section(
                "redaction.policy",
                FINDINGS,
                "What is done about each category: keep it, cover the found characters (spans), their block or their pane,"
                        + " or leave out the frame or the trajectory."));
        for (Category category : Category.values()) {
            keys.add(defaulted(
                    "redaction.policy." + category.label(),
                    new SpecType.Choice(treatments(category)),
                    Treatment.SPANS.label(),
                    FINDINGS,
                    meaning(category)));
        }
        keys.add(whole(
                "redaction.timing_grain_ms",
                1,
                3_600_000,
                1_000,
                REDACTED,
                "Times inside redacted typing are rounded down to this, so that rhythm tells nothing."));
    }

    private static void output(List<SpecKey> keys) {
        keys.add(section("splits", EXPORT, "Shares of people (never of samples) in each split; they sum to 1."));
        keys.add(decimal("splits.train", 0, 1, "0.9", EXPORT, "Share of people in train."));
        keys.add(decimal("splits.validation", 0, 1, "0.05", EXPORT, "Share of people in validation."));
        keys.add(decimal("splits.test", 0, 1, "0.05", EXPORT, "Share of people in test."));
        keys.add(defaulted(
                "splits.repeats",
                choice(DROP, KEEP),
                DROP,
                EXPORT,
                "Whether nearly equal trajectories, and equal moments with equal actions, are written once before"
                        + " people are split. plain has all."));
        keys.add(decimal(
                "splits.max_person_share",
                0,
                1,
                "1",
                EXPORT,
                "Most of all steps that one person may have; 1: no limit."));
        keys.add(new SpecKey(
                "exports",
                new SpecType.Sections(),
                Presence.DEFAULTED,
                Optional.of("[{format: hf-parquet}, {format: plain}]"),
                Optional.of(EXPORT),
                "Forms in which the dataset is written; each form once."));
        keys.add(required(
                "exports[].format",
                new SpecType.Choice(Arrays.stream(DatasetSpec.Format.values())
                        .map(DatasetSpec.Format::label)
                        .toList()),
                EXPORT,
                "hf-parquet for Hugging Face datasets; plain for PNG files and JSON lines."));
        keys.add(whole(
                "exports[].shard_mb",
                1,
                4_000,
                500,
                EXPORT,
                "A shard is closed before it grows past this (10^6 bytes)."));
        pictures(keys);
    }

    /** In no stage's digest: what is asked of a release changes nothing that is built. It is part of what is signed. */
    private static void release(List<SpecKey> keys) {
        keys.add(section("release", NO_STAGE, "What has to hold before a build is signed and released."));
        keys.add(decimal(
                "release.max_leak_rate",
                0,
                1,
                "0.005",
                NO_STAGE,
                "The most that the upper 95 % bound of the leak rate after repair may be; 0.005 needs 598 random frames"
                        + " without a leak."));
        keys.add(defaulted(
                "release.review",
                choice(REQUIRED, OPTIONAL),
                REQUIRED,
                NO_STAGE,
                "Whether people have to have judged a sample of frames."));
        keys.add(section("audit", NO_STAGE, "How the audit log is kept."));
        keys.add(optional(
                "audit.anchors",
                new SpecType.Location(),
                NO_STAGE,
                "File outside the workspace that the log's heads are kept in, so that a cut-off log shows."));
    }

    private static void pictures(List<SpecKey> keys) {
        keys.add(defaulted(
                "exports[].images",
                choice(Arrays.stream(ImageCodec.values()).map(ImageCodec::label).toArray(String[]::new)),
                ImageCodec.PNG.label(),
                EXPORT,
                "Codec of pictures: png and webp are lossless, jpeg is small and fast. plain always has png."));
        keys.add(whole("exports[].quality", 1, 100, 90, EXPORT, "Quality of jpeg."));
        keys.add(whole(
                "exports[].max_side_px",
                0,
                16_384,
                0,
                EXPORT,
                "Pictures are scaled down until their longer side is this; 0 leaves them as recorded."));
        keys.add(defaulted(
                "exports[].coordinates",
                choice(Arrays.stream(Coordinates.values())
                        .map(Coordinates::label)
                        .toArray(String[]::new)),
                Coordinates.PIXELS.label(),
                EXPORT,
                "What positions count in: pixels of the exported picture, unit for 0 to 1, thousandths for 0 to 1000,"
                        + " multiple-28 for pixels of a picture whose sides are multiples of 28 (Qwen2.5-VL)."));
        keys.add(defaulted(
                "exports[].action_space",
                choice(Stream.concat(Stream.of(OWN), ActionSpaces.all().stream().map(ActionSpace::name))
                        .toArray(String[]::new)),
                OWN,
                EXPORT,
                "Action space of formats that say actions as text; own leaves it to the format."));
        keys.add(whole("exports[].fps", 1, 60, 10, EXPORT, "Frames a second of lerobot's video."));
    }

    /**
     * What a category may be given. Credentials and what nobody could read are never kept: the first are worth stealing
     * whatever the dataset is for, the second cannot be judged harmless.
     */
    private static List<String> treatments(Category category) {
        boolean never = category == Category.CREDENTIAL || category == Category.UNREADABLE;
        return Arrays.stream(Treatment.values())
                .filter(treatment -> !never || treatment != Treatment.KEEP)
                .map(Treatment::label)
                .toList();
    }

    private static String meaning(Category category) {
        return switch (category) {
            case TAX -> "Tax forms, identifiers and amounts.";
            case MEDICAL -> "Patients, diagnoses, drugs, results.";
            case CHAT -> "Messages, mail, transcripts.";
            case AI_PROMPT -> "Conversations with an assistant.";
            case CREDENTIAL -> "Passwords, keys, tokens; never kept.";
            case FINANCE -> "Cards, accounts, balances.";
            case HR -> "Reviews, pay, discipline, applications.";
            case CONTACT -> "E-mail, telephone and postal addresses.";
            case PERSON -> "Names and handles of people.";
            case PICTURE -> "Faces, codes, signatures, scans and avatars.";
            case UNREADABLE -> "Text-like pixels in a risky place that no pass could read; never kept.";
        };
    }

    private static SpecKey required(String path, SpecType type, String stage, String meaning) {
        return new SpecKey(path, type, Presence.REQUIRED, Optional.empty(), stage(stage), meaning);
    }

    private static SpecKey optional(String path, SpecType type, String stage, String meaning) {
        return new SpecKey(path, type, Presence.OPTIONAL, Optional.empty(), stage(stage), meaning);
    }

    private static SpecKey defaulted(String path, SpecType type, String fallback, String stage, String meaning) {
        return new SpecKey(path, type, Presence.DEFAULTED, Optional.of(fallback), stage(stage), meaning);
    }

    private static SpecKey section(String path, String stage, String meaning) {
        return defaulted(path, new SpecType.Section(), "{}", stage, meaning);
    }

    private static SpecKey whole(String path, long min, long max, long fallback, String stage, String meaning) {
        return defaulted(path, new SpecType.Whole(min, max), Long.toString(fallback), stage, meaning);
    }

    private static SpecKey decimal(String path, double min, double max, String fallback, String stage, String meaning) {
        return defaulted(path, new SpecType.Decimal(min, max), fallback, stage, meaning);
    }

    private static SpecType.Text text(String name, String shape, String remedy) {
        return new SpecType.Text(name, Pattern.compile(shape), remedy);
    }

    private static SpecType.Choice choice(String... allowed) {
        return new SpecType.Choice(List.of(allowed));
    }

    private static Optional<String> stage(String stage) {
        return stage.isEmpty() ? Optional.empty() : Optional.of(stage);
    }
}
