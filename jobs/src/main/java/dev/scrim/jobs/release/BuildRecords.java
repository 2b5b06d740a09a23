package dev.scrim.jobs.release;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.release.BuildRecord;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.audit.AuditEntry;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Puts finished builds on record: what each is, and who built it. */
public final class BuildRecords {
    static final String FINISHED = "build.finished";

    private BuildRecords() {}

    /** The last entry about a build's record; its object is the record's digest. */
    static Optional<AuditEntry> last(List<AuditEntry> entries, String build) {
        return entries.stream()
                .filter(e -> e.what().equals(FINISHED) && e.build().equals(build))
                .reduce((a, b) -> b);
    }

    /**
     * Writes the record of a build that has all its stages. A build that finds everything done and recorded leaves no
     * new entry: who only runs it again has not built it.
     */
    public static void write(Build build, String ledgerHead, String builder, AuditLog audit) throws IOException {
        DatasetSpec spec = build.spec();
        TreeMap<StageName, BuildRecord.Place> stages = new TreeMap<>();
        for (StageName stage : StageNames.ORDER) {
            stages.put(
                    stage,
                    new BuildRecord.Place(
                            build.placeOf(stage), build.manifest(stage).digest()));
        }
        TreeMap<String, String> treatments = new TreeMap<>();
        for (Category c : Category.values()) {
            treatments.put(c.label(), spec.redaction().treatmentOf(c).label());
        }
        BuildRecord record = new BuildRecord(
                build.id(),
                spec.name(),
                spec.consent().purpose(),
                ledgerHead,
                build.evaluation(),
                spec.exports().stream().map(e -> e.format().label()).toList(),
                treatments,
                spec.release(),
                stages,
                build.manifest(StageNames.EXPORT).sealDigest());
        if (last(audit.entries(), build.id())
                .filter(e -> e.object().equals(record.digest()))
                .isEmpty()) {
            audit.append(builder, FINISHED, build.id(), record.digest(), "");
        }
        ReleaseFolder folder = ReleaseFolder.of(Path.of(build.path().toUri()));
        folder.write(folder.record(), record.toJson());
    }
}
