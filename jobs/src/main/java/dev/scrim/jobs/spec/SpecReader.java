package dev.scrim.jobs.spec;

import dev.scrim.datasets.media.ImageCodec;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.release.ReleasePolicy;
import dev.scrim.datasets.shards.Coordinates;
import dev.scrim.datasets.shards.ExportOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads {@code scrim.dataset/1} from YAML. */
public final class SpecReader {
    private SpecReader() {}

    /**
     * Reads a spec, reporting all its problems together.
     *
     * @param text of the file
     * @param name of the file, for messages
     * @param base folder of the file: relative paths in it start there
     */
    public static SpecReading read(String text, String name, Path base) {
        SpecWalker walker = new SpecWalker(base.toAbsolutePath().normalize());
        try {
            walker.walk(YamlText.compose(text));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            int column = e.getProblemMark().map(Mark::getColumn).orElse(0) + 1;
            return failed(name, List.of(notYaml(line, column, e.getProblem())));
        } catch (YamlEngineException e) {
            return failed(name, List.of(notYaml(1, 1, String.valueOf(e.getMessage()))));
        }
        List<SpecProblem> problems = new ArrayList<>(walker.problems());
        problems.addAll(SpecRules.check(walker.values()));
        if (!problems.isEmpty()) {
            return failed(name, problems);
        }
        return new SpecReading(name, Optional.of(bind(walker.values())), List.of());
    }

    /** The spec whose every key but these three has its default. */
    static DatasetSpec defaults(URI from, URI consent, URI workspace) {
        String text = "format: " + DatasetSpec.FORMAT + "\nworkspace: " + quoted(workspace) + "\nsources: [{uri: "
                + quoted(from) + "}]\nconsent: {ledger: " + quoted(consent) + "}\n";
        return read(text, "default spec", Path.of("")).orThrow();
    }

    private static String quoted(URI uri) {
        return "'" + uri.toString().replace("'", "''") + "'";
    }

    private static SpecProblem notYaml(int line, int column, String why) {
        return new SpecProblem(
                "", line, column, "Cannot read YAML: " + why, "check indentation, quotes and colons here");
    }

    private static SpecReading failed(String name, List<SpecProblem> problems) {
        List<SpecProblem> byPlace = problems.stream()
                .sorted(Comparator.comparingInt(SpecProblem::line).thenComparingInt(SpecProblem::column))
                .toList();
        return new SpecReading(name, Optional.empty(), byPlace);
    }

    private static DatasetSpec bind(SpecValues values) {
        return new DatasetSpec(
                values.text("name"),
                values.text("license"),
                sources(values),
                values.texts("only").stream().map(RecordingId::new).toList(),
                new DatasetSpec.Consent(values.location("consent.ledger"), values.text("consent.purpose")),
                new DatasetSpec.Actions(values.text("actions.profile")),
                new DatasetSpec.Moments(
                        values.text("moments.profile"),
                        values.whole("moments.stable_ms"),
                        values.whole("moments.max_wait_ms"),
                        values.whole("moments.max_frame_age_ms"),
                        DatasetSpec.Frames.of(values.text("moments.frames"))),
                new DatasetSpec.Trajectories(
                        values.whole("trajectories.idle_gap_ms"),
                        values.whole("trajectories.max_steps"),
                        values.whole("trajectories.max_sensitivity")),
                new DatasetSpec.Readings(
                        values.text("readings.language"),
                        values.has("readings.models")
                                ? Optional.of(values.location("readings.models"))
                                : Optional.empty(),
                        Boolean.parseBoolean(values.text("readings.cache"))),
                redaction(values),
                new DatasetSpec.Splits(
                        values.decimal("splits.train"),
                        values.decimal("splits.validation"),
                        values.decimal("splits.test"),
                        values.text("splits.repeats").equals(SpecKeys.DROP),
                        values.decimal("splits.max_person_share")),
                exports(values),
                new ReleasePolicy(
                        values.decimal("release.max_leak_rate"),
                        values.text("release.review").equals(SpecKeys.REQUIRED)),
                values.has("audit.anchors") ? Optional.of(values.location("audit.anchors")) : Optional.empty(),
                values.location("workspace"));
    }

    private static List<Source> sources(SpecValues values) {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < values.size("sources"); i++) {
            String path = "sources[" + i + "]";
            String format = values.text(path + ".format");
            sources.add(
                    values.has(path + ".uri")
                            ? new Source.Folder(format, values.location(path + ".uri"))
                            : new Source.Tables(format, tables(values, path + ".tables")));
        }
        return sources;
    }

    private static Map<Source.Stream, Source.Table> tables(SpecValues values, String path) {
        Map<Source.Stream, Source.Table> tables = new EnumMap<>(Source.Stream.class);
        for (Source.Stream stream : Source.Stream.values()) {
            String table = path + "." + stream.label();
            if (!values.has(table)) {
                continue;
            }
            Map<String, String> columns = values.columns(table + ".columns");
            tables.put(
                    stream,
                    values.has(table + ".catalog")
                            ? new Source.CatalogTable(values.text(table + ".catalog"), columns)
                            : new Source.ParquetTable(values.location(table + ".parquet"), columns));
        }
        return tables;
    }

    private static DatasetSpec.Redaction redaction(SpecValues values) {
        Map<Category, Treatment> policy = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            policy.put(category, Treatment.of(values.text("redaction.policy." + category.label())));
        }
        return new DatasetSpec.Redaction(policy, values.whole("redaction.timing_grain_ms"));
    }

    private static List<DatasetSpec.Export> exports(SpecValues values) {
        List<DatasetSpec.Export> exports = new ArrayList<>();
        for (int i = 0; i < values.size("exports"); i++) {
            String path = "exports[" + i + "]";
            exports.add(new DatasetSpec.Export(
                    format(values.text(path + ".format")), values.whole(path + ".shard_mb"), options(values, path)));
        }
        return exports;
    }

    private static ExportOptions options(SpecValues values, String path) {
        return new ExportOptions(
                ImageCodec.of(values.text(path + ".images")).orElseThrow(),
                values.whole(path + ".quality"),
                values.whole(path + ".max_side_px"),
                Coordinates.of(values.text(path + ".coordinates")).orElseThrow(),
                own(values.text(path + ".action_space")),
                values.whole(path + ".fps"));
    }

    /** What a format chooses itself is left empty. */
    private static String own(String label) {
        return label.equals(SpecKeys.OWN) ? "" : label;
    }

    private static DatasetSpec.Format format(String label) {
        for (DatasetSpec.Format format : DatasetSpec.Format.values()) {
            if (format.label().equals(label)) {
                return format;
            }
        }
        throw new IllegalStateException("Cannot bind export format: " + label);
    }
}
