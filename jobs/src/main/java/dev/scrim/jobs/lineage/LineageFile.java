package dev.scrim.jobs.lineage;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.StepSchema;
import dev.scrim.datasets.store.AtomicFile;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.Stage;
import dev.scrim.jobs.stage.StageNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.UUID;

/**
 * {@code openlineage.jsonl} of a build: a START and a COMPLETE event (openlineage.io, specification 2-0-2) for each
 * stage, in order. A function of the stages' manifests: their times are the events' times, so a build that found all its
 * stages finished writes the same bytes again. It lies beside the stages and outside every export, whose bytes know no
 * time. Datasets have the names of builds, stages and tables; where recordings lie and whose they are is not said.
 */
public final class LineageFile {
    public static final String FILE = "openlineage.jsonl";

    static final String NAMESPACE = "scrim";

    private static final String PRODUCER = "urn:scrim:build";
    private static final String SPEC = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
    private static final String FACETS = "https://openlineage.io/spec/facets/";
    private static final JsonMapper JSON = new JsonMapper();

    private final Build build;
    private final List<Stage> stages;
    private final String ledgerHead;

    private LineageFile(Build build, List<Stage> stages, String ledgerHead) {
        this.build = build;
        this.stages = stages;
        this.ledgerHead = ledgerHead;
    }

    /**
     * Writes it into the build's folder, whole or not at all.
     *
     * @param stages those that are finished, in order
     */
    public static Path write(Build build, List<Stage> stages, String ledgerHead) {
        Path file = Path.of(build.path().toUri()).resolve(FILE);
        StringBuilder lines = new StringBuilder();
        new LineageFile(build, stages, ledgerHead)
                .events()
                .forEach(e -> lines.append(e).append('\n'));
        AtomicFile.write(file, lines.toString().getBytes(StandardCharsets.UTF_8));
        return file;
    }

    private List<ObjectNode> events() {
        List<ObjectNode> out = new ArrayList<>();
        for (Stage stage : stages) {
            Manifest m = build.manifest(stage.name());
            out.add(event(stage, m, "START", m.started()));
            out.add(event(stage, m, "COMPLETE", m.finished()));
        }
        return out;
    }

    private ObjectNode event(Stage stage, Manifest m, String type, Instant time) {
        ObjectNode event = JSON.createObjectNode();
        event.put("eventTime", time.toString()).put("producer", PRODUCER).put("schemaURL", SPEC);
        event.put("eventType", type);
        ObjectNode run = event.putObject("run");
        run.put("runId", runId(m.build() + "/" + m.stage() + "/" + m.digest()));
        ObjectNode parent = facet(run.putObject("facets"), "parent", "1-2-0/ParentRunFacet");
        parent.putObject("run").put("runId", runId(build.id()));
        parent.putObject("job")
                .put("namespace", NAMESPACE)
                .put("name", build.spec().name());
        ObjectNode job = event.putObject("job");
        job.put("namespace", NAMESPACE).put("name", build.spec().name() + "." + stage.name());
        facet(job.putObject("facets"), "jobType", "2-0-4/JobTypeJobFacet")
                .put("processingType", "BATCH")
                .put("integration", "SCRIM")
                .put("jobType", "STAGE");
        ArrayNode inputs = event.putArray("inputs");
        if (stage.reads().isEmpty()) {
            // Named by what it is: where it lies may say whose it is.
            dataset(inputs, "recordings/" + m.facts().inputsDigest());
        }
        if (stage.name().equals(StageNames.TIMELINE)) {
            dataset(inputs, "consent-ledger/" + ledgerHead);
        }
        for (Stage read : stages) {
            if (stage.reads().contains(read.name())) {
                outputs(read, inputs, false);
            }
        }
        outputs(stage, event.putArray("outputs"), type.equals("COMPLETE"));
        return event;
    }

    /** @param counted whether to say what is in them, which is known when the stage is done */
    private void outputs(Stage stage, ArrayNode list, boolean counted) {
        Manifest m = build.manifest(stage.name());
        if (stage.name().equals(StageNames.EXPORT)) {
            build.spec().exports().forEach(export -> exported(m, export, list, counted));
            return;
        }
        new TreeMap<>(stage.tables()).forEach((table, shape) -> {
            for (String kind : shape.kinds()) {
                ObjectNode out = dataset(list, place(m, stage.name()) + "/" + table + "/" + kind);
                if (counted) {
                    version(out.putObject("facets"), m);
                    facet(out.putObject("outputFacets"), "outputStatistics", "1-0-2/OutputStatisticsOutputDatasetFacet")
                            .put("rowCount", m.count(table + "." + kind));
                }
            }
        });
    }

    private static void exported(Manifest m, DatasetSpec.Export export, ArrayNode list, boolean counted) {
        String format = export.format().label();
        ObjectNode out = dataset(list, place(m, StageNames.EXPORT) + "/" + format);
        if (!counted) {
            return;
        }
        ObjectNode facets = out.putObject("facets");
        version(facets, m);
        if (ShardFormats.load().get(format) instanceof ShardFormat.Steps) {
            ArrayNode fields =
                    facet(facets, "schema", "1-2-0/SchemaDatasetFacet").putArray("fields");
            for (Field field : StepSchema.STEP.disclosed().fields()) {
                fields.addObject()
                        .put("name", field.name())
                        .put("type", field.type().name().toLowerCase(Locale.ROOT));
            }
        }
        facet(out.putObject("outputFacets"), "outputStatistics", "1-0-2/OutputStatisticsOutputDatasetFacet")
                .put("rowCount", m.count(format + ".samples"))
                .put("size", m.count(format + ".bytes"))
                .put("fileCount", m.count(format + ".files"));
    }

    private static String place(Manifest m, StageName stage) {
        return m.build() + "/" + stage;
    }

    /** What it is made from and holds, whatever its bytes: encryption makes these different in each run. */
    private static void version(ObjectNode facets, Manifest m) {
        facet(facets, "version", "1-0-1/DatasetVersionDatasetFacet").put("datasetVersion", m.digest());
    }

    private static ObjectNode dataset(ArrayNode list, String name) {
        return list.addObject().put("namespace", NAMESPACE).put("name", name);
    }

    /** @param type version and name of the facet's schema; the definition in it has the same name */
    private static ObjectNode facet(ObjectNode facets, String name, String type) {
        String definition = type.substring(type.indexOf('/') + 1);
        return facets.putObject(name)
                .put("_producer", PRODUCER)
                .put("_schemaURL", FACETS + type + ".json#/$defs/" + definition);
    }

    /** The same for the same work, whoever writes the event. */
    private static String runId(String work) {
        return UUID.nameUUIDFromBytes(("scrim-run/1 " + work).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
