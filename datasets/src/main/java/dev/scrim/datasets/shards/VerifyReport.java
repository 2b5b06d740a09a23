package dev.scrim.datasets.shards;

import java.util.List;

/**
 * What the check of an export found.
 *
 * @param files looked at
 * @param samples read again
 * @param images read again
 * @param problems nothing when the export is as its manifest says
 */
public record VerifyReport(long files, long samples, long images, List<Problem> problems) {
    public VerifyReport {
        problems = List.copyOf(problems);
    }

    public boolean isGood() {
        return problems.isEmpty();
    }

    /**
     * One thing that is not as the manifest says.
     *
     * @param file relative to the export's folder
     * @param detail what is wrong, without any exported text
     */
    public record Problem(String file, String detail) {
        @Override
        public String toString() {
            return file + ": " + detail;
        }
    }
}
