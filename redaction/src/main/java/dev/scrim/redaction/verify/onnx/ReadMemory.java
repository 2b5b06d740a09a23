package dev.scrim.redaction.verify.onnx;

import dev.scrim.datasets.model.Pixels;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Remembers what exactly these pixels said. Lines move between frames, and stand still beside things that move; equal
 * pixels give equal readings, so that nothing is decided by what was read before. Keyed by SHA-256, so that different
 * pictures do not meet.
 */
final class ReadMemory {
    /** Lines remembered: a hundred screens' worth of changes, some 2 MB. */
    private static final int MAX_LINES = 4096;

    private final MessageDigest sha256;
    private final Map<ByteBuffer, TextRecogniser.Read> reads = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, TextRecogniser.Read> eldest) {
            return size() > MAX_LINES;
        }
    };

    ReadMemory() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot remember readings: no SHA-256", e);
        }
    }

    TextRecogniser.Read read(Pixels line, Function<Pixels, TextRecogniser.Read> reader) {
        sha256.update(ByteBuffer.allocate(8)
                .putInt(line.width())
                .putInt(line.height())
                .flip());
        ByteBuffer key = ByteBuffer.wrap(sha256.digest(line.toBgr()));
        TextRecogniser.Read known = reads.get(key);
        if (known == null) {
            known = reader.apply(line);
            reads.put(key, known);
        }
        return known;
    }
}
