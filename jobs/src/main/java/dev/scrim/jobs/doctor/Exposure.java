package dev.scrim.jobs.doctor;

import java.util.Comparator;

/**
 * One thing that is wrong with one place.
 *
 * @param severity the code's own, unless a declaration makes it milder
 * @param place below the folder that was looked at; its own name is {@code .}
 * @param remedy what to do about it
 */
public record Exposure(ExposureCode code, Severity severity, String place, String remedy) {
    /** The worst first, then by place. */
    static final Comparator<Exposure> ORDER = Comparator.comparing(Exposure::severity)
            .thenComparing((Exposure e) -> -e.code().weight())
            .thenComparing(Exposure::code)
            .thenComparing(Exposure::place);

    static Exposure of(ExposureCode code, String place) {
        return new Exposure(code, code.severity(), place, code.remedy());
    }
}
