package dev.scrim.jobs.bench;

/**
 * What removing private content took, summed over threads: computing alone, no decoding, encoding, reading or writing,
 * and not the loading of models.
 *
 * @param detectSeconds finding what is private
 * @param propagateSeconds finding every further place of it
 * @param maskSeconds rating, deciding, painting and rewriting
 */
public record RedactionWork(double detectSeconds, double propagateSeconds, double maskSeconds) {
    public double seconds() {
        return detectSeconds + propagateSeconds + maskSeconds;
    }
}
