package dev.scrim.datasets.vault;

import dev.scrim.datasets.model.SubjectId;
import java.util.Optional;

/** Gives out data keys and keyed names. Implementations are thread-safe; no key is ever in a message or a log line. */
public interface KeyService {
    /**
     * The key of this name, made when it is not there yet.
     *
     * @throws dev.scrim.datasets.check.UserError when it was destroyed: its name is never used again
     */
    DataKey dataKey(KeyId id);

    /** The key of this name; empty when it was never made, or was destroyed. */
    Optional<DataKey> existingKey(KeyId id);

    /** A person's name in paths and shards, the same for as long as the keyring lives: {@code s} and 32 hex digits. The
     * letter keeps readers that guess the type of a partition's value from taking {@code 12e45} for a number. */
    String opaque(SubjectId subject);

    /**
     * HMAC-SHA256 of a value, 64 hex digits: sample keys, split assignment, digests of private content.
     *
     * @param purpose keeps two uses of the same value apart, such as {@code sample}
     */
    String hmac(String purpose, String value);

    /** Where the keys are, for people; never a key. */
    String describe();
}
