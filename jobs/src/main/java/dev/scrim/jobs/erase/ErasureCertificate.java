package dev.scrim.jobs.erase;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.shards.erase.ErasureNote;
import dev.scrim.datasets.store.AtomicFile;
import dev.scrim.datasets.store.Digests;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What was erased, when and by whom, without saying of whom: the person is a keyed hash. The same erasure run again gives
 * the same certificate.
 */
public final class ErasureCertificate {
    private static final String FORMAT = "scrim.erasure/1";

    private final String id;
    private final ErasurePlan plan;
    private final List<Release> releases;
    private final List<String> proven;

    private ErasureCertificate(String id, ErasurePlan plan, List<Release> releases, List<String> proven) {
        this.id = id;
        this.plan = plan;
        this.releases = List.copyOf(releases);
        this.proven = List.copyOf(proven);
    }

    /** One export that was rewritten. */
    record Release(String build, String format, ErasureNote note) {}

    /** @param proven what was looked at again and held, in words */
    static ErasureCertificate of(String id, ErasurePlan plan, List<Release> releases, List<String> proven) {
        return new ErasureCertificate(id, plan, releases, proven);
    }

    /** Its file's name. */
    public String fileName() {
        return "erasure-certificate-" + id + ".json";
    }

    void write(Path folder) {
        AtomicFile.write(folder.resolve(fileName()), json().getBytes(StandardCharsets.UTF_8));
    }

    String digest() {
        return Digests.sha256(json().getBytes(StandardCharsets.UTF_8));
    }

    /** The file's text. */
    public String json() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("certificate", FORMAT);
        root.put("person", id);
        root.put("at", plan.at().toString());
        root.put("by", plan.who());
        root.put("reason", plan.reason());
        root.put("keys_destroyed", plan.all(EraseJob.KEYS).size());
        plan.all(EraseJob.LEDGER).forEach(root.putArray("consent_ledger")::add);
        plan.all(EraseJob.VOIDED).forEach(root.putArray("builds_void_for_release")::add);
        plan.all(EraseJob.EXPORTS).forEach(root.putArray("exports_removed")::add);
        ArrayNode all = root.putArray("releases");
        for (Release r : releases) {
            ObjectNode n = all.addObject();
            n.put("build", r.build())
                    .put("format", r.format())
                    .put("version", r.note().version());
            n.put("samples", r.note().samples())
                    .put("reencoded_shards", r.note().reencoded());
            ArrayNode files = n.putArray("files");
            r.note()
                    .files()
                    .forEach(f -> files.addObject()
                            .put("file", f.file())
                            .put("before", f.before())
                            .put("after", f.after()));
        }
        proven.forEach(root.putArray("proven")::add);
        return root.toPrettyString().replace("\r\n", "\n") + "\n";
    }

    /** For a terminal. */
    public List<String> summary() {
        List<String> out = new ArrayList<>();
        out.add("Erased " + id + " (" + plan.at() + ", by " + plan.who() + ")");
        out.add("  keys destroyed: " + plan.all(EraseJob.KEYS).size() + "; stages 01 to 07 of theirs are noise");
        plan.all(EraseJob.LEDGER).forEach(l -> out.add("  consent ledger: " + l));
        plan.all(EraseJob.VOIDED).forEach(b -> out.add("  build " + b + ": void for release; build it again"));
        plan.all(EraseJob.EXPORTS).forEach(b -> out.add("  build " + b + ": its export was removed"));
        for (Release r : releases) {
            out.add("  release of " + r.build() + ", " + r.format() + ": "
                    + r.note().samples() + " samples out of "
                    + r.note().files().size() + " files; now version "
                    + r.note().version()
                    + (r.note().reencoded() > 0 ? "; " + r.note().reencoded() + " shards encoded again" : ""));
        }
        proven.forEach(p -> out.add("  proven: " + p));
        out.add("  " + fileName());
        return out;
    }
}
