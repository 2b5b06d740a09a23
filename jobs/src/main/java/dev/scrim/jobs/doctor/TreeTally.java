package dev.scrim.jobs.doctor;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Counts of a scan as it goes, and its worst places: memory for so many of these, whatever the tree. Thread-safe. */
final class TreeTally {
    private final int keep;
    private final Map<ExposureCode, Long> counts = new EnumMap<>(ExposureCode.class);
    /** The mildest of the worst is the first to go. */
    private final PriorityQueue<TableFinding> worst = new PriorityQueue<>(Collections.reverseOrder(TableFinding.WORST));

    private long tables;
    private long exposed;
    private long files;
    private long folders;
    private long bytes;

    TreeTally(int keep) {
        this.keep = keep;
    }

    synchronized void folder(long filesInIt) {
        folders++;
        files += filesInIt;
    }

    synchronized void table(TableLook look, long length) {
        tables++;
        bytes += length;
        if (look.sound()) {
            return;
        }
        TableFinding finding = look.finding();
        exposed += finding.exposed() ? 1 : 0;
        place(finding);
    }

    /** Something that is no table, such as a folder that may not be entered. */
    synchronized void place(TableFinding finding) {
        finding.codes().forEach(code -> counts.merge(code, 1L, Long::sum));
        remember(finding);
    }

    private void remember(TableFinding finding) {
        worst.add(finding);
        if (worst.size() > keep) {
            worst.poll();
        }
    }

    synchronized TreeReport report(double seconds) {
        List<TableFinding> sorted = worst.stream().sorted(TableFinding.WORST).toList();
        return new TreeReport(tables, exposed, files, folders, bytes, counts, sorted, seconds);
    }
}
