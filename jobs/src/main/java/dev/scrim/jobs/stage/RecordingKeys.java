package dev.scrim.jobs.stage;

import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.store.Digests;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.spec.SpecDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * For each stage and recording a key that is equal in two builds only if everything that decides what the stage makes of
 * the recording is: its bytes, its person's consent, and the settings, versions and code of this stage and of all before
 * it. Cheap: no data is read for it.
 */
final class RecordingKeys {
    private final Build build;
    private final List<CapturedRecording> recordings;
    private final Map<StageName, Map<String, String>> keys = new TreeMap<>();

    /** @param first the stage that reads the input */
    RecordingKeys(Build build, Stage first, List<CapturedRecording> recordings) {
        this.build = build;
        this.recordings = List.copyOf(recordings);
        TreeMap<String, String> own = new TreeMap<>();
        TreeMap<String, String> versions = new TreeMap<>(first.versions(build));
        for (CapturedRecording recording : recordings) {
            if (!recording.input().isEmpty()) {
                own.put(
                        recording.id(),
                        settings(first, versions)
                                .add(recording.id())
                                .add(recording.input())
                                .hex());
            }
        }
        keys.put(first.name(), own);
    }

    /** How many recordings the build has. */
    long recordings() {
        return recordings.size();
    }

    /** Keys by recording; a recording without one has to be computed. Stages are asked for in their order. */
    Map<String, String> of(Stage stage, Division division) {
        Map<String, List<String>> own = new TreeMap<>();
        Map<SubjectId, List<String>> persons = new java.util.HashMap<>();
        for (CapturedRecording recording : recordings) {
            List<String> upstream = new ArrayList<>();
            for (StageName read : stage.reads()) {
                upstream.add(keys.getOrDefault(read, Map.of()).getOrDefault(recording.id(), ""));
            }
            own.put(recording.id(), upstream);
            persons.computeIfAbsent(recording.person(), p -> new ArrayList<>()).add(String.join(" ", upstream));
        }
        persons.values().forEach(all -> all.sort(null));
        TreeMap<String, String> out = new TreeMap<>();
        for (CapturedRecording recording : recordings) {
            List<String> upstream = java.util.Objects.requireNonNull(own.get(recording.id()));
            List<String> person = java.util.Objects.requireNonNull(persons.get(recording.person()));
            boolean unknown = division.together()
                    ? person.stream().anyMatch(RecordingKeys::incomplete)
                    : incomplete(String.join(" ", upstream));
            if (!unknown) {
                Digests.Fields fields = settings(stage, division.versions())
                        .add(recording.id())
                        .add(division.person().apply(recording.person()))
                        .add(upstream);
                out.put(recording.id(), division.together() ? fields.add(person).hex() : fields.hex());
            }
        }
        keys.put(stage.name(), out);
        return out;
    }

    /** Whether one of the joined keys is missing. */
    private static boolean incomplete(String joined) {
        return joined.isEmpty() || joined.startsWith(" ") || joined.endsWith(" ") || joined.contains("  ");
    }

    private Digests.Fields settings(Stage stage, Map<String, String> versions) {
        Digests.Fields fields = Digests.fields("scrim-recording-key/1")
                .add(stage.name().value())
                .add(CodeDigest.of(stage.code()));
        versions.forEach((name, version) -> fields.add(name).add(version));
        // Which recordings a build wants is no setting of any one of them.
        new SpecDigest(build.spec())
                .settingsFor(stage.name().value())
                .lines()
                .filter(line -> !line.startsWith("only"))
                .forEach(fields::add);
        return fields;
    }
}
