package dev.scrim.jobs.export;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.shards.DatasetCard;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.jobs.report.Numbers;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.statistics.Statistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What Croissant's vocabulary for responsible AI asks for ({@code docs.mlcommons.org/croissant/docs/croissant-rai-spec.html}),
 * as far as a build measures it or its spec says it. What nobody has told the build (who recorded, when, on whose order,
 * what a publisher will maintain) is left out or said to be unknown, never guessed.
 */
final class ResponsibleAi {
    private static final double PPM = 1e6;

    private final Build build;
    private final String ledgerHead;
    private final Statistics statistics;
    private final Map<String, List<String>> out = new LinkedHashMap<>();

    private ResponsibleAi(Build build, String ledgerHead, Statistics statistics) {
        this.build = build;
        this.ledgerHead = ledgerHead;
        this.statistics = statistics;
    }

    /** Texts by property, in the order of the specification. */
    static Map<String, List<String>> of(Build build, String ledgerHead, Statistics statistics) {
        ResponsibleAi rai = new ResponsibleAi(build, ledgerHead, statistics);
        rai.collection();
        rai.processing();
        rai.privacy();
        rai.uses();
        return rai.out;
    }

    private void collection() {
        Statistics.Totals t = statistics.totals();
        put(
                "dataCollection",
                format(
                        "Keyboard, pointer, window and screen streams of %s in %s, as far as a consent "
                                + "ledger, whose head is %s, grants them for the purpose \"%s\".%s",
                        people(),
                        Numbers.count(t.recordings(), "recording", "recordings"),
                        ledgerHead,
                        build.spec().consent().purpose(),
                        build.evaluation() ? " All people are declared invented." : ""));
        put("dataCollectionType", "Software Collection", "Direct measurement");
        put(
                "dataCollectionRawData",
                "The raw streams are not part of the dataset; the builder keeps its own copies of them encrypted.");
        List<String> missing = new ArrayList<>();
        statistics
                .leftOut()
                .forEach(l -> missing.add(format("%d %s: %s (%s)", l.count(), l.unit(), l.meaning(), l.code())));
        if (!missing.isEmpty()) {
            put("dataCollectionMissingData", String.join("; ", missing) + ".");
        }
    }

    private void processing() {
        put(
                "dataPreprocessingProtocol",
                "Streams are merged on one clock; what lies outside consent or inside a pause is cut before anything "
                        + "looks at it.",
                "Raw events become actions by fixed rules; each is given the frame before and after it.",
                "Private content is painted over in frames and rewritten in texts, then looked for again by another reader "
                        + "and other detectors; what is left is closed or withheld.");
        put(
                "dataAnnotationProtocol",
                "Actions, controls, redactions and sensitivity are computed from the streams; nobody labelled by hand.");
        put("machineAnnotationTools", "Scrim, build " + build.id());
    }

    private void privacy() {
        Manifest redacted = build.manifest(StageNames.REDACTED);
        Manifest verified = build.manifest(StageNames.VERIFIED);
        List<String> texts = new ArrayList<>();
        for (Category c : Category.values()) {
            long n = redacted.count("masks." + c.label());
            if (n > 0) {
                texts.add(format(
                        "%s: %d places painted over (treatment %s)",
                        c.label(), n, build.spec().redaction().treatmentOf(c).label()));
            }
        }
        statistics.ratings().stream()
                .filter(r -> r.steps() > 0)
                .forEach(r -> texts.add(format(
                        "%d steps were rated %d of 4 before redaction (%s)", r.steps(), r.level(), r.meaning())));
        texts.add(format(
                "The second look read %d frames and found %d leaking; %d were withheld, the others closed. Leak rate, "
                        + "measured on frames drawn at random (%d): at most %.4f before repair and %.4f after it, with 95 %% "
                        + "confidence.",
                verified.count("frames.read"),
                verified.count("frames.leaking"),
                verified.count("frames.withheld"),
                verified.count("leak.units"),
                verified.count("leak.bound95.ppm") / PPM,
                verified.count("leak.bound95.after.ppm") / PPM));
        out.put("personalSensitiveInformation", texts);
    }

    private void uses() {
        if (build.evaluation()) {
            put("dataUseCases", DatasetCard.EVALUATION_NOTICE + ": only for measuring how well protection works.");
        } else {
            put(
                    "dataUseCases",
                    format("%s, as consented.", build.spec().consent().purpose()));
        }
        List<String> limits = new ArrayList<>();
        limits.add(
                "Redaction is measured, not proven: see the leak rate above, whose bound is no better than the number of "
                        + "frames that were drawn.");
        limits.add("Painted places hide what a person saw; some steps cannot be understood without it.");
        if (statistics.totals().people() < 2) {
            limits.add("All of it is of one person.");
        }
        out.put("dataLimitations", limits);
        List<String> biases = new ArrayList<>();
        biases.add(format(
                "%s, unevenly: %s.",
                people(),
                build.spec().splits().maxPersonShare() < 1
                        ? format(
                                "nobody has more than %.0f %% of all steps",
                                100 * build.spec().splits().maxPersonShare())
                        : "what one person may have of all steps is not bounded"));
        if (!statistics.apps().isEmpty()) {
            Statistics.Count app = statistics.apps().get(0);
            biases.add(format(
                    "%.0f %% of the steps are in one application, of %d.",
                    100.0 * app.count() / Math.max(1, statistics.totals().steps()),
                    statistics.apps().size()));
        }
        out.put("dataBiases", biases);
        put(
                "dataReleaseMaintenancePlan",
                "None is stated. A person's withdrawal of consent is an entry of the ledger, and a build made after it "
                        + "leaves that person out; the head of the ledger above says which state this one knew.");
    }

    private String people() {
        return Numbers.count(statistics.totals().people(), "person", "people");
    }

    private void put(String property, String... texts) {
        out.put(property, List.of(texts));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
