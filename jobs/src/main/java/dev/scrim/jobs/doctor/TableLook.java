package dev.scrim.jobs.doctor;

import java.util.EnumSet;
import java.util.Set;

/** What is known of one table while its parts are looked at, by several threads. */
final class TableLook {
    private final String place;
    private final Set<ExposureCode> codes = EnumSet.noneOf(ExposureCode.class);
    private boolean data;
    private long bytes;

    TableLook(String place) {
        this.place = place;
    }

    synchronized void found(ExposureCode code) {
        codes.add(code);
    }

    synchronized void file(long length) {
        data = true;
        bytes += length;
    }

    /** Whether there is any file that holds rows. */
    synchronized boolean isTable() {
        return data;
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized boolean sound() {
        return codes.isEmpty();
    }

    /** Only of one that is not sound. */
    synchronized TableFinding finding() {
        return new TableFinding(place, codes, bytes);
    }
}
