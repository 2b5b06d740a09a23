package dev.scrim.jobs.doctor;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is wrong with one table of a tree.
 *
 * @param place below the folder that was scanned
 * @param codes at least one
 * @param bytes of its data files
 */
record TableFinding(String place, Set<ExposureCode> codes, long bytes) {
    /** The worst first; of equals the larger, then by name, so that two scans say the same. */
    static final Comparator<TableFinding> WORST = Comparator.comparingInt(TableFinding::weight)
            .reversed()
            .thenComparing(Comparator.comparingLong(TableFinding::bytes).reversed())
            .thenComparing(TableFinding::place);

    TableFinding {
        codes = Set.copyOf(EnumSet.copyOf(codes));
    }

    private int weight() {
        return codes.stream().mapToInt(ExposureCode::weight).sum();
    }

    boolean exposed() {
        return codes.stream().anyMatch(c -> c.severity() == Severity.EXPOSED);
    }

    /** In the order of the codes. */
    String inWords() {
        return codes.stream().sorted().map(ExposureCode::toString).collect(Collectors.joining(", "));
    }
}
