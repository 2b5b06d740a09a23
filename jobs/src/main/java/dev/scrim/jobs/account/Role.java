package dev.scrim.jobs.account;

import dev.scrim.datasets.check.UserError;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What somebody may do. One account may have several, but nobody may sign what they built. */
public enum Role {
    /** Runs builds. */
    BUILDER,
    /** Judges redacted frames. */
    REVIEWER,
    /** Writes the privacy review, holds the first shares of what is sealed, signs releases and admits accounts. */
    PRIVACY_OFFICER,
    /** Answers for the data, holds the second shares, signs releases and admits accounts. */
    DATA_OWNER,
    /** May be given a release. */
    CONSUMER;

    /** Name on the command line and in files, such as {@code privacy-officer}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it may admit accounts. */
    boolean admits() {
        return this == PRIVACY_OFFICER || this == DATA_OWNER;
    }

    /**
     * The role of that name.
     *
     * @throws UserError when there is none
     */
    public static Role of(String label) {
        return Arrays.stream(values())
                .filter(r -> r.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "Cannot give an unknown role",
                        "one of " + Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "))));
    }
}
