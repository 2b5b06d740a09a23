package dev.scrim.datasets.capture;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.RecordingId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Finds recordings that share an id. Which one is the true one cannot be known, so all of them are quarantined. Pure. */
public final class DuplicateIds {
    private DuplicateIds() {}

    /**
     * One folder and the id it declares.
     *
     * @param folderOrdinal see {@link CaptureFolder#ordinal()}
     */
    public record Claim(int folderOrdinal, RecordingId id) {}

    /** One violation for each claimant of an id that has several, in order of id, then folder. */
    public static List<Violation> find(Iterable<Claim> claims) {
        TreeMap<RecordingId, List<Claim>> byId = new TreeMap<>();
        for (Claim claim : claims) {
            byId.computeIfAbsent(claim.id(), id -> new ArrayList<>()).add(claim);
        }
        List<Violation> violations = new ArrayList<>();
        for (List<Claim> claimants : byId.values()) {
            if (claimants.size() > 1) {
                claimants.sort(Comparator.comparingInt(Claim::folderOrdinal));
                for (Claim claim : claimants) {
                    violations.add(new Violation(
                            ViolationCode.DUPLICATE_ID,
                            claim.id().value(),
                            CaptureFolder.label(claim.folderOrdinal()),
                            claimants.size() + " recordings have this id"));
                }
            }
        }
        return List.copyOf(violations);
    }
}
