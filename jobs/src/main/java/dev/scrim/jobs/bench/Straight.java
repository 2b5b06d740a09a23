package dev.scrim.jobs.bench;

/**
 * The straightforward way: decode the whole video; read each frame as a page, mask its lines, encode it. A sample of
 * frames was really done, and is carried over to all.
 *
 * @param frames that this way has to do
 * @param sampled of these, really done
 * @param characters read in the sample
 * @param sampleWallS wall time of the sample, engines open and warm
 * @param sampleCpuS processor time of the whole process in it
 * @param encodeCpuS of that, encoding
 * @param decodeWallS wall time of decoding all videos and turning {@code frames} of their frames into pictures
 * @param decodeCpuS processor time of the whole process in it
 */
public record Straight(
        long frames,
        int sampled,
        long characters,
        double sampleWallS,
        double sampleCpuS,
        double encodeCpuS,
        double decodeWallS,
        double decodeCpuS) {
    public Straight {
        if (!(frames > 0 && sampled > 0)) {
            throw new IllegalArgumentException("Cannot carry over from a sample without frames");
        }
    }

    private double factor() {
        return (double) frames / sampled;
    }

    public double wallSeconds() {
        return decodeWallS + sampleWallS * factor();
    }

    public double cpuSeconds() {
        return decodeCpuS + sampleCpuS * factor();
    }

    /** Processor time of encoding each frame once. */
    public double encodeSeconds() {
        return encodeCpuS * factor();
    }
}
