package dev.scrim.datasets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.crypto.tink.util.SecretBytes;

/**
 * The master key of a keyring, wherever it is: wraps small secrets and unwraps them under the context that they were
 * wrapped under, and no other. Thread-safe.
 */
interface KeyWrapper {
    /**
     * A text that only {@link #unwrap} turns into the secret again.
     *
     * @param context what the secret is for; authenticated, not secret
     */
    String wrap(SecretBytes secret, String context) throws WrapException;

    /** Refuses what was wrapped under another context, and what was changed. */
    SecretBytes unwrap(String wrapped, String context) throws WrapException;

    /** The same secret under the newest version of the master key. */
    default String rewrap(String wrapped, String context) throws WrapException {
        return wrap(unwrap(wrapped, context), context);
    }

    /** Where the master key is. */
    MasterPlace place();

    /** What the keyring file says of it: the place, or for an embedded one the key itself. */
    JsonNode inFile();
}
