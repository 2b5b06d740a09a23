package dev.scrim.jobs.spec;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.shards.ExportOptions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A spec back to {@code path -> value}, the inverse of reading; what digests and printing are made from. */
final class SpecFlat {
    private final Map<String, Object> values = new LinkedHashMap<>();

    private SpecFlat() {}

    /** Every concrete key that holds a value, sections left out, as in {@link SpecValues}. */
    static Map<String, Object> of(DatasetSpec spec) {
        SpecFlat flat = new SpecFlat();
        flat.put("format", DatasetSpec.FORMAT);
        flat.put("name", spec.name());
        flat.put("license", spec.license());
        flat.put("workspace", spec.workspace());
        for (int i = 0; i < spec.sources().size(); i++) {
            flat.source("sources[" + i + "]", spec.sources().get(i));
        }
        flat.put("only", spec.only().stream().map(RecordingId::value).toList());
        flat.put("consent.ledger", spec.consent().ledger());
        flat.put("consent.purpose", spec.consent().purpose());
        flat.put("actions.profile", spec.actions().profile());
        flat.put("moments.profile", spec.moments().profile());
        flat.put("moments.stable_ms", spec.moments().stableMs());
        flat.put("moments.max_wait_ms", spec.moments().maxWaitMs());
        flat.put("moments.max_frame_age_ms", spec.moments().maxFrameAgeMs());
        flat.put("moments.frames", spec.moments().frames().label());
        flat.put("trajectories.idle_gap_ms", spec.trajectories().idleGapMs());
        flat.put("trajectories.max_steps", spec.trajectories().maxSteps());
        flat.put("trajectories.max_sensitivity", spec.trajectories().maxSensitivity());
        flat.put("readings.language", spec.readings().language());
        spec.readings().models().ifPresent(models -> flat.put("readings.models", models));
        flat.put("readings.cache", Boolean.toString(spec.readings().cache()));
        for (Category category : Category.values()) {
            flat.put(
                    "redaction.policy." + category.label(),
                    spec.redaction().treatmentOf(category).label());
        }
        flat.put("redaction.timing_grain_ms", spec.redaction().timingGrainMs());
        flat.put("splits.train", spec.splits().train());
        flat.put("splits.validation", spec.splits().validation());
        flat.put("splits.test", spec.splits().test());
        flat.put("splits.repeats", spec.splits().dropRepeats() ? SpecKeys.DROP : SpecKeys.KEEP);
        flat.put("splits.max_person_share", spec.splits().maxPersonShare());
        for (int i = 0; i < spec.exports().size(); i++) {
            flat.export("exports[" + i + "]", spec.exports().get(i));
        }
        flat.put("release.max_leak_rate", spec.release().maxLeakRate());
        flat.put("release.review", spec.release().reviewRequired() ? SpecKeys.REQUIRED : SpecKeys.OPTIONAL);
        spec.anchors().ifPresent(anchors -> flat.put("audit.anchors", anchors));
        return Collections.unmodifiableMap(flat.values);
    }

    private void source(String path, Source source) {
        put(path + ".format", source.format());
        if (source instanceof Source.Folder folder) {
            put(path + ".uri", folder.uri());
        } else if (source instanceof Source.Tables tables) {
            tables.tables().forEach((stream, table) -> table(path + ".tables." + stream.label(), table));
        }
    }

    private void table(String path, Source.Table table) {
        if (table instanceof Source.CatalogTable catalog) {
            put(path + ".catalog", catalog.name());
        } else if (table instanceof Source.ParquetTable parquet) {
            put(path + ".parquet", parquet.uri());
        }
        put(path + ".columns", table.columns());
    }

    private void export(String path, DatasetSpec.Export export) {
        put(path + ".format", export.format().label());
        put(path + ".shard_mb", export.shardMb());
        ExportOptions o = export.options();
        put(path + ".images", o.codec().label());
        put(path + ".quality", o.quality());
        put(path + ".max_side_px", o.maxSidePx());
        put(path + ".coordinates", o.coordinates().label());
        put(path + ".action_space", o.actionSpace().isEmpty() ? SpecKeys.OWN : o.actionSpace());
        put(path + ".fps", o.fps());
    }

    private void put(String path, Object value) {
        values.put(path, value);
    }

    /** One value as YAML flow text; the same for equal values, whatever order they were given in. */
    static String yaml(Object value) {
        if (value instanceof List<?> list) {
            return "[" + String.join(", ", list.stream().map(SpecFlat::yaml).toList()) + "]";
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, item) -> sorted.put(yaml(String.valueOf(key)), yaml(String.valueOf(item))));
            return "{"
                    + String.join(
                            ", ",
                            sorted.entrySet().stream()
                                    .map(entry -> entry.getKey() + ": " + entry.getValue())
                                    .toList())
                    + "}";
        }
        if (value instanceof Double number) {
            return SpecType.Decimal.plain(number);
        }
        return value instanceof Number
                ? value.toString()
                : "'" + value.toString().replace("'", "''") + "'";
    }
}
