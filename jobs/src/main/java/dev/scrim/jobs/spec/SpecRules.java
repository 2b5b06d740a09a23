package dev.scrim.jobs.spec;

import dev.scrim.featurizers.reading.OcrLanguages;
import dev.scrim.jobs.spec.SpecValues.Located;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one key demands of another. Each rule holds its tongue when a value it needs is itself wrong. */
final class SpecRules {
    private static final String MODELS = "readings.models";

    private final SpecValues values;
    private final List<SpecProblem> problems = new ArrayList<>();

    private SpecRules(SpecValues values) {
        this.values = values;
    }

    static List<SpecProblem> check(SpecValues values) {
        SpecRules rules = new SpecRules(values);
        rules.sources();
        rules.moments();
        rules.languages();
        rules.splits();
        rules.exports();
        return rules.problems;
    }

    private void sources() {
        int count = values.find("sources").map(found -> (Integer) found.value()).orElse(0);
        for (int i = 0; i < count; i++) {
            String path = "sources[" + i + "]";
            exactlyOne(path, path + ".format", "uri", "tables");
            if (values.has(path + ".tables")) {
                tables(path + ".tables");
            }
        }
    }

    private void tables(String path) {
        for (Source.Stream stream : Source.Stream.values()) {
            String table = path + "." + stream.label();
            if (values.has(table)) {
                exactlyOne(table, table, "catalog", "parquet");
            } else if (stream == Source.Stream.RECORDINGS) {
                problem(
                        path,
                        path,
                        "Cannot read tables without recordings",
                        "name the table with one row per recording");
            }
        }
    }

    private void exactlyOne(String path, String placeOf, String one, String other) {
        boolean hasOne = values.has(path + "." + one);
        boolean hasOther = values.has(path + "." + other);
        if (hasOne && hasOther) {
            problem(path, path + "." + other, "Cannot have both " + one + " and " + other, "keep one of them");
        } else if (!hasOne && !hasOther) {
            problem(path, placeOf, "Cannot read from nowhere", "give it " + one + " or " + other);
        }
    }

    private void moments() {
        if (values.find("moments.stable_ms").isPresent()
                && values.find("moments.max_wait_ms").isPresent()
                && values.whole("moments.max_wait_ms") < values.whole("moments.stable_ms")) {
            problem(
                    "moments.max_wait_ms",
                    "moments.max_wait_ms",
                    "Cannot wait for a screen to settle for less time than stable_ms: "
                            + values.whole("moments.max_wait_ms"),
                    "make max_wait_ms at least stable_ms");
        }
    }

    /** Every language's model must be there before anything is built. */
    private void languages() {
        String path = "readings.language";
        if (values.find(path).isEmpty()) {
            return;
        }
        Optional<Path> folder = Optional.empty();
        if (values.has(MODELS)) {
            if (!"file".equals(values.location(MODELS).getScheme())) {
                problem(
                        MODELS,
                        MODELS,
                        "Cannot open OCR models that are not files",
                        "name a folder that every node has at the same path");
                return;
            }
            folder = Optional.of(Path.of(values.location(MODELS)));
        }
        Set<String> seen = new HashSet<>();
        for (String language : OcrLanguages.names(values.text(path))) {
            if (!OcrLanguages.isName(language)) {
                problem(
                        path,
                        path,
                        "Cannot read in language: " + language,
                        "use Tesseract's name, such as eng or eng+deu");
            } else if (!seen.add(language)) {
                problem(path, path, "Cannot read twice in one language: " + language, "name it once");
            } else if (!OcrLanguages.isThere(language, folder.orElse(null))) {
                problem(
                        path,
                        path,
                        "Cannot find the OCR model: " + OcrLanguages.fileName(language),
                        OcrLanguages.REMEDY);
            }
        }
    }

    private void splits() {
        Optional<Located> train = values.find("splits.train");
        Optional<Located> validation = values.find("splits.validation");
        Optional<Located> test = values.find("splits.test");
        if (train.isEmpty() || validation.isEmpty() || test.isEmpty()) {
            return;
        }
        double sum =
                values.decimal("splits.train") + values.decimal("splits.validation") + values.decimal("splits.test");
        // Three decimal fractions may miss 1 by rounding alone.
        double rounding = 1e-9;
        if (Math.abs(sum - 1) > rounding) {
            problem(
                    "splits",
                    "splits",
                    "Cannot split people by shares that sum to " + SpecType.Decimal.plain(sum),
                    "make train, validation and test sum to 1; those left out have their defaults");
        }
    }

    private void exports() {
        int count = values.find("exports").map(found -> (Integer) found.value()).orElse(0);
        Map<Object, String> seen = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String path = "exports[" + i + "].format";
            Optional<Located> format = values.find(path);
            if (format.isEmpty()) {
                continue;
            }
            if (seen.putIfAbsent(format.get().value(), path) != null) {
                problem(
                        path,
                        path,
                        "Cannot export one format twice: " + format.get().value(),
                        "keep one of them");
            }
        }
    }

    private void problem(String path, String placeOf, String message, String remedy) {
        Located place = values.find(placeOf).orElse(new Located(true, 1, 1));
        problems.add(new SpecProblem(path, place.line(), place.column(), message, remedy));
    }
}
