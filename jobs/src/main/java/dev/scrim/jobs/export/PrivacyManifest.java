package dev.scrim.jobs.export;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.shards.DatasetCard;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.store.Digests;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * {@code privacy_manifest.json}: what was agreed to, removed, looked for again and signed, for whoever must answer for the
 * dataset. Counts, digests and settings only. Its stages form a chain: each link is the hash of the one before it and of
 * the stage's manifest, so that no stage can be exchanged without the last link changing.
 */
public final class PrivacyManifest {
    /** Its name in an export's folder. */
    public static final String FILE = "privacy_manifest.json";

    private static final String FORMAT = "scrim.privacy/1";
    private static final double PPM = 1e6;

    private PrivacyManifest() {}

    /**
     * Writes it beside an export's shards.
     *
     * @param ledgerHead of the consent ledger that the build was made under
     */
    static ShardInfo write(ShardDirectory directory, Build build, String ledgerHead) throws IOException {
        try (ShardDirectory.Output out = directory.create(FILE)) {
            out.write(json(build, ledgerHead).getBytes(StandardCharsets.UTF_8));
            ShardDirectory.Committed done = out.commit();
            return new ShardInfo(FILE, Optional.empty(), done.bytes(), done.sha256(), 0, 0);
        }
    }

    private static String json(Build build, String ledgerHead) {
        ObjectNode root = new JsonMapper().createObjectNode();
        root.put("privacy_manifest", FORMAT);
        root.put("build_id", build.id());
        root.put("state", build.evaluation() ? DatasetCard.EVALUATION_NOTICE : "VERIFIED");
        ObjectNode consent = root.putObject("consent");
        consent.put("ledger_head", ledgerHead);
        consent.put("purpose", build.spec().consent().purpose());
        Manifest redacted = build.manifest(StageNames.REDACTED);
        ObjectNode redaction = root.putObject("redaction");
        for (Category c : Category.values()) {
            ObjectNode of = redaction.putObject(c.label());
            of.put("treatment", build.spec().redaction().treatmentOf(c).label());
            of.put("masks", redacted.count("masks." + c.label()));
        }
        verification(root.putObject("verification"), build.manifest(StageNames.VERIFIED));
        chain(root.putArray("stages"), build);
        root.putArray("signatures");
        root.putArray("erasures");
        return root.toPrettyString().replace("\r\n", "\n") + "\n";
    }

    private static void verification(ObjectNode node, Manifest m) {
        node.put("frames", m.count("frames.read"));
        for (String name : List.of(
                "frames.leaking",
                "frames.closed.line",
                "frames.closed.block",
                "frames.withheld",
                "frames.two_engines")) {
            node.put(name.replace('.', '_'), m.count(name));
        }
        node.put("random_frames", m.count("leak.units"));
        node.put("random_frames_leaking", m.count("leak.units.leaking"));
        node.put("leak_rate_upper_95", m.count("leak.bound95.ppm") / PPM);
        node.put("leak_rate_upper_95_after_repair", m.count("leak.bound95.after.ppm") / PPM);
    }

    private static void chain(ArrayNode stages, Build build) {
        String link = Digests.fields(FORMAT).add(build.id()).hex();
        for (StageName stage : StageNames.ORDER) {
            if (stage.equals(StageNames.EXPORT)) {
                break;
            }
            Manifest m = build.manifest(stage);
            link = Digests.fields(FORMAT).add(link).add(m.digest()).hex();
            ObjectNode node = stages.addObject();
            node.put("stage", stage.value());
            node.put("settings_and_inputs", m.facts().inputsDigest());
            node.put("digest", m.digest());
            node.put("link", link);
        }
    }
}
