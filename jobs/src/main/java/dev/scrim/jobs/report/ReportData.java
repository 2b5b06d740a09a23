package dev.scrim.jobs.report;

import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.jobs.viewer.ViewerModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that a report says. Counts may come from any stage; words and pictures only from 06 and later, never from what
 * was recorded.
 *
 * @param evaluation whether the build is readable for measuring, and never releasable
 * @param stages in order, also those that did not run this time
 * @param drops why raw events are in no action; zero counts may be left out
 * @param violations of the input, by code
 * @param findings by category
 * @param ratings how private steps were before redaction, from 1 up; empty when nothing was rated
 * @param verification empty when the build did not get that far
 * @param recordings in the order of their ids
 * @param viewer some trajectories to look into
 * @param samples redacted frames with their actions
 * @param outputs what was written, by format
 */
public record ReportData(
        Header header,
        boolean evaluation,
        Totals totals,
        List<StageLine> stages,
        List<Count> drops,
        List<ViolationCount> violations,
        List<FindingCount> findings,
        List<RatingCount> ratings,
        Optional<Verification> verification,
        List<RecordingLine> recordings,
        ViewerModel viewer,
        List<Sample> samples,
        List<Output> outputs) {
    public ReportData {
        stages = List.copyOf(stages);
        drops = List.copyOf(drops);
        violations = List.copyOf(violations);
        findings = List.copyOf(findings);
        ratings = List.copyOf(ratings);
        recordings = List.copyOf(recordings);
        samples = List.copyOf(samples);
        outputs = List.copyOf(outputs);
    }

    /**
     * Which build this is.
     *
     * @param dataset its name in the spec
     * @param buildId in full
     * @param version of Scrim
     * @param buildFolder where the build is, for a person to go to
     */
    public record Header(String dataset, String buildId, String version, String buildFolder) {}

    /**
     * The figures of the first screen.
     *
     * @param recordings read, quarantined ones too
     * @param recordingsExported with at least one step in 08
     * @param recordedUs length of all recordings together, microseconds
     * @param took wall time of this run
     * @param trajectories exported
     * @param steps exported
     * @param frames exported
     * @param distinctLines text lines that OCR read, once each
     * @param ocrCalls calls of the OCR engine in stage 04 in this run; 0 when its readings were there already
     * @param masks painted boxes in exported frames
     */
    public record Totals(
            long recordings,
            long recordingsExported,
            long recordedUs,
            Duration took,
            long trajectories,
            long steps,
            long frames,
            long distinctLines,
            long ocrCalls,
            long masks) {

        /** Recorded seconds per second of wall time; 0 when no time passed. */
        public double speed() {
            return took.isZero() ? 0 : recordedUs / (took.toNanos() / 1e3);
        }
    }

    /**
     * One stage's books: {@code in = out + quarantined + dropped}, all in {@code unit}.
     *
     * @param stage such as {@code 03-actions}
     * @param unit what is counted, plural, such as {@code events}
     * @param made what came of it where that is another thing, such as {@code 112 steps in 3 trajectories}; may be empty
     * @param state whether this run did the work
     */
    public record StageLine(
            String stage,
            String unit,
            long in,
            long out,
            long quarantined,
            long dropped,
            String made,
            Duration took,
            StageState state) {

        /** Whether nothing was lost or made up. */
        public boolean balanced() {
            return in == out + quarantined + dropped;
        }
    }

    /** What a run did about a stage. */
    public enum StageState {
        DONE,
        /** Found finished, with the same inputs and settings. */
        REUSED,
        /** Not reached. */
        PENDING,
        FAILED;

        String label() {
            return switch (this) {
                case DONE -> "done";
                case REUSED -> "reused";
                case PENDING -> "not run";
                case FAILED -> "failed";
            };
        }
    }

    /**
     * How often something happened.
     *
     * @param code printed as it is
     * @param meaning a phrase
     */
    public record Count(String code, String meaning, long count) {}

    /**
     * One kind of defect of the input.
     *
     * @param quarantines whether it keeps a recording or trajectory out, or is only said
     * @param recordings how many recordings have it
     * @param places the first of them, none of their content
     */
    public record ViolationCount(
            String code, boolean quarantines, long count, long recordings, List<String> places, String remedy) {
        public ViolationCount {
            places = List.copyOf(places);
        }
    }

    /**
     * What was found of one category.
     *
     * @param category its label
     * @param treatment its label in the spec's policy
     * @param distinct different private contents
     * @param onScreen places in kept frames
     * @param inText places in typed text, titles, addresses and tasks
     */
    public record FindingCount(String category, String treatment, long distinct, long onScreen, long inText) {}

    /**
     * How many steps and trajectories have one rating, those that were then left out among them.
     *
     * @param level 1, public, to 4
     * @param meaning what it is given for
     */
    public record RatingCount(int level, String meaning, long steps, long trajectories) {}

    /** Whether stage 04 read anything in this run. */
    public boolean readingsReused() {
        return stages.stream().anyMatch(s -> s.stage().startsWith("04") && s.state() == StageState.REUSED);
    }

    /**
     * The independent second look.
     *
     * @param framesRead frames of 06 that were read again
     * @param textsRead texts of 06 that were read again
     * @param leaks private content still found in what 06 wrote
     * @param closed of those, how many were covered and proven covered; the rest is withheld
     * @param trajectoriesWithheld kept out of 08 for it
     * @param proof of what was not seen; empty where the stage did not say
     */
    public record Verification(
            long framesRead,
            long textsRead,
            long leaks,
            long closed,
            long trajectoriesWithheld,
            Optional<Proof> proof) {

        /** What came of the leaks, in words. */
        String consequence() {
            String withheld = trajectoriesWithheld == 0
                    ? ""
                    : ", " + Numbers.count(trajectoriesWithheld, "trajectory", "trajectories") + " WITHHELD";
            return (closed == leaks ? "all closed and looked at again" : (leaks - closed) + " withheld") + withheld;
        }
    }

    /**
     * One recording's picture over time.
     *
     * @param outcome what became of it, such as {@code exported} or {@code quarantined: VIDEO_UNREADABLE}
     * @param exported whether any of it is in 08
     */
    public record RecordingLine(
            RecordingId id, long lengthUs, String outcome, boolean exported, long steps, List<Lane> lanes) {
        public RecordingLine {
            lanes = List.copyOf(lanes);
        }
    }

    /** One strip of a recording's picture; lanes of equal {@code kind} look alike. */
    public sealed interface Lane {
        LaneKind kind();

        /** How many things happened in each equal part of the recording; see {@link Density}. */
        record Counts(LaneKind kind, List<Integer> perBin) implements Lane {
            public Counts {
                perBin = List.copyOf(perBin);
            }
        }

        /** From when to when something held. */
        record Spans(LaneKind kind, List<TimeSpan> spans) implements Lane {
            public Spans {
                spans = List.copyOf(spans);
            }
        }
    }

    /** What a lane shows; the order is the order on the page. */
    public enum LaneKind {
        KEYS("keys"),
        MOUSE("mouse"),
        WINDOW("window changes"),
        SCREEN("screen frames"),
        ACTIONS("actions"),
        /** Cut before anything looked at it: pauses and missing consent. */
        CUTS("cut: pause, consent"),
        REDACTIONS("redactions"),
        TRAJECTORIES("trajectories");

        private final String label;

        LaneKind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * A frame of 06 with what was done at it.
     *
     * @param recording whose it is
     * @param tUs on the recording's clock
     * @param viewport size of the recorded screen, which overlays are placed on
     * @param picture the <em>redacted</em> frame
     * @param masks how many boxes are painted over in it
     * @param caption what was done, such as {@link Overlay#caption}; never typed text
     */
    public record Sample(
            RecordingId recording,
            int step,
            long tUs,
            Viewport viewport,
            Picture picture,
            int masks,
            String caption,
            List<Overlay> overlays) {
        public Sample {
            overlays = List.copyOf(overlays);
        }
    }

    /**
     * One form in which the dataset was written.
     *
     * @param format such as {@code hf-parquet}
     * @param folder where it is, for a person to go to
     * @param rows steps or whatever the format's rows are
     * @param readable false where the files are sealed until release
     */
    public record Output(String format, String folder, long files, long rows, long bytes, boolean readable) {}
}
