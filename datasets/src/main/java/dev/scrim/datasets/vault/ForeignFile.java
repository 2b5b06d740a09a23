package dev.scrim.datasets.vault;

import java.security.GeneralSecurityException;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;

/** Tells a file that did not open under the key and the place that it is for from other failures. */
public final class ForeignFile {
    private static final int MAX_CAUSES = 50;

    private ForeignFile() {}

    /** Whether a failure comes of a file that was exchanged, damaged or moved; wherever it is in the chain of causes. */
    public static boolean isBehind(Throwable failure) {
        int depth = 0;
        for (Throwable t = failure; t != null && depth < MAX_CAUSES; t = t.getCause(), depth++) {
            if (t instanceof GeneralSecurityException || t instanceof ParquetCryptoRuntimeException) {
                return true;
            }
        }
        return false;
    }
}
