package dev.scrim.datasets.vault;

import com.google.crypto.tink.subtle.Random;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A password as it may be stored: Argon2id with a salt of its own, in the usual text form
 * {@code $argon2id$v=19$m=..,t=..,p=..$salt$hash}.
 */
public record PasswordHash(String text) {
    private static final int HASH_BYTES = 32;
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    public PasswordHash {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("Cannot read a password's hash: it is not Argon2id");
        }
    }

    /** Hashes a password under a fresh salt. */
    public static PasswordHash of(char[] password) {
        Argon2id how = Argon2id.LOGIN;
        byte[] salt = Random.randBytes(Argon2id.SALT_BYTES);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return new PasswordHash("$argon2id$v=19$m=" + how.memoryKib() + ",t=" + how.passes() + ",p=" + how.lanes() + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(how.derive(password, salt, HASH_BYTES)));
    }

    /** Whether this is the hash of that password; takes the same time for every wrong one. */
    public boolean matches(char[] password) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            return false;
        }
        Argon2id how =
                new Argon2id(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
        byte[] expected = Base64.getDecoder().decode(m.group(5));
        byte[] got = how.derive(password, Base64.getDecoder().decode(m.group(4)), expected.length);
        return MessageDigest.isEqual(expected, got);
    }

    /** Never the hash: it can be guessed against. */
    @Override
    public String toString() {
        return "PasswordHash[argon2id]";
    }
}
