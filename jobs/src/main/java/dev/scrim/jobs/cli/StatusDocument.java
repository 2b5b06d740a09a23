package dev.scrim.jobs.cli;

import dev.scrim.datasets.release.ReleaseFacts;
import dev.scrim.datasets.release.ReleaseGate;
import java.util.LinkedHashMap;
import java.util.Map;

/** How far a build has come, for programs: what {@code scrim status} says. */
final class StatusDocument {
    private StatusDocument() {}

    static Map<String, Object> of(String build, ReleaseFacts facts) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("build", build);
        out.put("state", ReleaseGate.state(facts));
        out.put("leak_bound", facts.leakRate());
        out.put(
                "signatures",
                facts.signatures().stream()
                        .map(s -> Map.of(
                                "name", s.signature().name(),
                                "role", s.signature().role().label(),
                                "until", s.signature().until().toString()))
                        .toList());
        out.put(
                "missing",
                ReleaseGate.beforeRelease(facts).stream()
                        .map(r -> {
                            Map<String, String> missing = new LinkedHashMap<>();
                            missing.put("code", r.name());
                            missing.put("why", r.why());
                            missing.put("remedy", r.remedy());
                            return missing;
                        })
                        .toList());
        return out;
    }
}
