package dev.scrim.jobs.account;

import dev.scrim.datasets.store.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/**
 * A token as it is stored. The token itself is 256 random bits, so that a plain hash of it cannot be guessed against.
 *
 * @param sha256 of the token's text
 * @param until it ends then
 */
public record AccessToken(String sha256, Instant until) {
    private static final String PREFIX = "scrim_";
    private static final int BYTES = 32;

    /**
     * A fresh token's text, to be shown once. The prefix lets scanners of repositories and logs find one that was lost.
     *
     * @param random of cryptographic strength
     */
    public static String fresh(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** How a token is stored. */
    public static AccessToken of(String token, Instant until) {
        return new AccessToken(hash(token), until);
    }

    boolean isOf(String token, Instant now) {
        return now.isBefore(until)
                && MessageDigest.isEqual(
                        sha256.getBytes(StandardCharsets.US_ASCII), hash(token).getBytes(StandardCharsets.US_ASCII));
    }

    private static String hash(String token) {
        return Digests.sha256(token.getBytes(StandardCharsets.UTF_8));
    }
}
