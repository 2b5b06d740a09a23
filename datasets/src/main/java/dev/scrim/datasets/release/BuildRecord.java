package dev.scrim.datasets.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.store.Digests;
import dev.scrim.datasets.store.StageName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a finished build is, in one small file: with the privacy review, what a signature signs. Who signs it signs every
 * manifest and every byte of the sealed export, the ledger's head and the policy.
 *
 * @param build id
 * @param name of the dataset
 * @param purpose that people agreed to
 * @param ledgerHead of the consent ledger
 * @param evaluation whether its export stands readable; then it is never released
 * @param formats of its exports
 * @param treatments what is done about each category, by its label
 * @param policy for its release
 * @param stages in which build each stage lies, and its manifest's digest
 * @param exportSeal digest over every file of the export as it is stored
 */
public record BuildRecord(
        String build,
        String name,
        String purpose,
        String ledgerHead,
        boolean evaluation,
        List<String> formats,
        SortedMap<String, String> treatments,
        ReleasePolicy policy,
        SortedMap<StageName, Place> stages,
        String exportSeal) {
    private static final String FORMAT = "scrim-build-record/1";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where a stage lies, and what it is. */
    public record Place(String build, String digest) {}

    public BuildRecord {
        formats = List.copyOf(formats);
        treatments = Collections.unmodifiableSortedMap(new TreeMap<>(treatments));
        stages = Collections.unmodifiableSortedMap(new TreeMap<>(stages));
    }

    /** What a signature signs: this record, and a privacy review by the hash of its text. */
    public String subject(String privacyReviewSha256) {
        return Digests.fields("scrim-release-subject/1")
                .add(digest())
                .add(privacyReviewSha256)
                .hex();
    }

    /** SHA-256 of {@link #toJson}. */
    public String digest() {
        return Digests.sha256(toJson());
    }

    /** The file: the same bytes for the same record. */
    public byte[] toJson() {
        ObjectNode out = JSON.createObjectNode();
        out.put("format", FORMAT);
        out.put("build", build);
        out.put("name", name);
        out.put("purpose", purpose);
        out.put("ledger_head", ledgerHead);
        out.put("evaluation", evaluation);
        formats.forEach(out.putArray("formats")::add);
        ObjectNode done = out.putObject("treatments");
        treatments.forEach(done::put);
        out.put("max_leak_rate", policy.maxLeakRate());
        out.put("review_required", policy.reviewRequired());
        ObjectNode places = out.putObject("stages");
        stages.forEach((stage, place) ->
                places.putObject(stage.value()).put("build", place.build()).put("digest", place.digest()));
        out.put("export_seal", exportSeal);
        return (out.toPrettyString().replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what {@link #toJson} writes; anything else is an {@link IOException}. */
    public static BuildRecord parse(byte[] json) throws IOException {
        try {
            JsonNode in = JSON.readTree(json);
            List<String> formats = new ArrayList<>();
            in.path("formats").forEach(f -> formats.add(f.asText()));
            TreeMap<String, String> treatments = new TreeMap<>();
            in.path("treatments")
                    .properties()
                    .forEach(e -> treatments.put(e.getKey(), e.getValue().asText()));
            TreeMap<StageName, Place> stages = new TreeMap<>();
            in.path("stages")
                    .properties()
                    .forEach(e -> stages.put(
                            new StageName(e.getKey()),
                            new Place(
                                    e.getValue().path("build").asText(),
                                    e.getValue().path("digest").asText())));
            BuildRecord record = new BuildRecord(
                    in.path("build").asText(),
                    in.path("name").asText(),
                    in.path("purpose").asText(),
                    in.path("ledger_head").asText(),
                    in.path("evaluation").asBoolean(true),
                    formats,
                    treatments,
                    new ReleasePolicy(
                            in.path("max_leak_rate").asDouble(),
                            in.path("review_required").asBoolean(true)),
                    stages,
                    in.path("export_seal").asText());
            if (!java.util.Arrays.equals(record.toJson(), json)) {
                throw new IOException("Cannot read a build's record: it is not what was written");
            }
            return record;
        } catch (IllegalArgumentException e) {
            throw new IOException("Cannot read a build's record", e);
        }
    }
}
