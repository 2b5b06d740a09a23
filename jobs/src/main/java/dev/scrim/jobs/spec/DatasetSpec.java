package dev.scrim.jobs.spec;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.release.ReleasePolicy;
import dev.scrim.datasets.shards.ExportOptions;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one build is asked to do: a {@code scrim.dataset/1} spec after reading. Defaults are those of the key table,
 * which {@code spec --explain} prints; this record has none of its own.
 *
 * @param name of the dataset, in its card and in the names of its shards
 * @param license of the dataset, in its card, by its name on the Hugging Face hub
 * @param only the recordings to build, in the order given; empty for all of them
 * @param release what a release of it has to hold to
 * @param anchors file outside the workspace for the heads of the audit log
 * @param workspace folder under which builds are kept
 */
public record DatasetSpec(
        String name,
        String license,
        List<Source> sources,
        List<RecordingId> only,
        Consent consent,
        Actions actions,
        Moments moments,
        Trajectories trajectories,
        Readings readings,
        Redaction redaction,
        Splits splits,
        List<Export> exports,
        ReleasePolicy release,
        Optional<URI> anchors,
        URI workspace) {

    /** The first line of a spec. */
    public static final String FORMAT = "scrim.dataset/1";

    public DatasetSpec {
        sources = List.copyOf(sources);
        only = List.copyOf(only);
        exports = List.copyOf(exports);
    }

    /**
     * The default spec for a folder of recordings.
     *
     * @param from folder of recordings
     * @param consent the ledger, as CSV
     * @param workspace where builds are kept
     */
    public static DatasetSpec defaults(URI from, URI consent, URI workspace) {
        return SpecReader.defaults(from, consent, workspace);
    }

    /** This spec for some of its recordings only. */
    public DatasetSpec withOnly(List<RecordingId> recordings) {
        return new DatasetSpec(
                name,
                license,
                sources,
                recordings,
                consent,
                actions,
                moments,
                trajectories,
                readings,
                redaction,
                splits,
                exports,
                release,
                anchors,
                workspace);
    }

    /** This spec with other frames kept. */
    public DatasetSpec withFrames(Frames frames) {
        Moments m = moments;
        return new DatasetSpec(
                name,
                license,
                sources,
                only,
                consent,
                actions,
                new Moments(m.profile(), m.stableMs(), m.maxWaitMs(), m.maxFrameAgeMs(), frames),
                trajectories,
                readings,
                redaction,
                splits,
                exports,
                release,
                anchors,
                workspace);
    }

    /** Whose permission is needed: the ledger as CSV, and the purpose that a grant must name. */
    public record Consent(URI ledger, String purpose) {}

    /** How raw events become actions. */
    public record Actions(String profile) {}

    /**
     * Which frames go with an action.
     *
     * @param profile named way to choose the frame before it
     * @param stableMs a screen is stable when nothing changed for this long
     * @param maxWaitMs how long after an action its effect may take to settle
     * @param maxFrameAgeMs an observation older than this is no observation
     * @param frames which frames are kept beside those
     */
    public record Moments(String profile, int stableMs, int maxWaitMs, int maxFrameAgeMs, Frames frames) {}

    /** Which frames of a trajectory are read, redacted, verified and exported. */
    public enum Frames {
        /** Those before and after each step. */
        STEPS("steps"),
        /** These, and every frame between a trajectory's first and last that differs from the one kept before it. */
        ALL("all");

        private final String label;

        Frames(String label) {
            this.label = label;
        }

        /** Name in specs. */
        public String label() {
            return label;
        }

        static Frames of(String label) {
            return Arrays.stream(values())
                    .filter(f -> f.label.equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Cannot keep frames by an unknown rule"));
        }
    }

    /**
     * Where a trajectory ends, and which go on; consent changes and pauses always end one.
     *
     * @param idleGapMs nothing entered for this long
     * @param maxSteps the next step begins a new trajectory
     * @param maxSensitivity one that is rated above this, 1 to 4, is not exported
     */
    public record Trajectories(int idleGapMs, int maxSteps, int maxSensitivity) {}

    /**
     * How text on screen is read.
     *
     * @param language the OCR engine's names of languages, the main one first, joined by +
     * @param models folder of the models that do not come with Scrim; what is in them is part of a build, where they
     *     are is not
     * @param cache whether readings are kept in the workspace for later builds; they never change what is read
     */
    public record Readings(String language, Optional<URI> models, boolean cache) {}

    /**
     * How private content is removed.
     *
     * @param policy every category has one
     * @param timingGrainMs times of keys inside redacted text are rounded down to this
     */
    public record Redaction(Map<Category, Treatment> policy, int timingGrainMs) {
        public Redaction {
            Map<Category, Treatment> copy = new EnumMap<>(Category.class);
            copy.putAll(policy);
            for (Category category : Category.values()) {
                if (!copy.containsKey(category)) {
                    throw new IllegalArgumentException("Cannot make a policy without a treatment of " + category);
                }
            }
            policy = Collections.unmodifiableMap(copy);
        }

        /** What is done about {@code category}. */
        public Treatment treatmentOf(Category category) {
            Treatment treatment = policy.get(category);
            return treatment == null ? Treatment.DROP_TRAJECTORY : treatment;
        }
    }

    /**
     * Shares of people, not of samples; they sum to one.
     *
     * @param dropRepeats whether trajectories and moments that are nearly the same are written once, whoever did them
     * @param maxPersonShare most of all steps that may be of one person; 1 for no limit
     */
    public record Splits(double train, double validation, double test, boolean dropRepeats, double maxPersonShare) {}

    /**
     * One form in which the dataset is written.
     *
     * @param shardMb a shard is closed before it grows past this many megabytes (10^6 bytes)
     * @param options how its pictures and positions are written
     */
    public record Export(Format format, int shardMb, ExportOptions options) {}

    /** Forms of export. */
    public enum Format {
        /** Parquet that {@code datasets} of Hugging Face reads with {@code Image} features. */
        HF_PARQUET("hf-parquet"),
        /** WebDataset tar files with Energon and DALI indexes. */
        WEBDATASET("webdataset"),
        /** Chat JSON lines and pictures, as LLaMA-Factory reads them. */
        CHAT_LLAMA_FACTORY("chat-llama-factory"),
        /** The same for ms-swift. */
        CHAT_MS_SWIFT("chat-ms-swift"),
        /** The same for TRL. */
        CHAT_TRL("chat-trl"),
        /** OpenCUA's trajectories with pyautogui code. */
        CHAT_OPENCUA("chat-opencua"),
        /** LeRobot v3 with redacted video at a fixed rate. */
        LEROBOT("lerobot"),
        /** MosaicML's streaming shards. */
        MDS("mds"),
        /** Arrow IPC files. */
        ARROW("arrow"),
        /** PNG files and JSON lines. */
        PLAIN("plain");

        private final String label;

        Format(String label) {
            this.label = label;
        }

        /** Name in specs, and of the folder below {@code 08-export}. */
        public String label() {
            return label;
        }
    }
}
