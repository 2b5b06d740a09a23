package dev.scrim.datasets.vault;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106, version 0x13).
 *
 * @param memoryKib memory of one run
 * @param passes over that memory
 * @param lanes of it
 */
record Argon2id(int memoryKib, int passes, int lanes) {
    /** OWASP Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane. For what is checked at every command. */
    static final Argon2id LOGIN = new Argon2id(19 * 1024, 2, 1);

    /** RFC 9106, section 4, second recommended option: 64 MiB, 3 passes, 4 lanes. For files that may be taken away. */
    static final Argon2id FILE = new Argon2id(64 * 1024, 3, 4);

    static final int SALT_BYTES = 16;

    Argon2id {
        // What a file asks for: less is no protection, more would let a file that was changed use up the machine.
        if (memoryKib < 8 * 1024 || memoryKib > 1024 * 1024 || passes < 1 || passes > 16 || lanes < 1 || lanes > 16) {
            throw new IllegalArgumentException("Cannot use Argon2id with these parameters");
        }
    }

    byte[] derive(char[] secret, byte[] salt, int bytes) {
        ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
        byte[] in = new byte[utf8.remaining()];
        utf8.get(in);
        utf8.clear();
        utf8.put(new byte[utf8.remaining()]);
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memoryKib)
                    .withIterations(passes)
                    .withParallelism(lanes)
                    .withSalt(salt)
                    .build());
            byte[] out = new byte[bytes];
            generator.generateBytes(in, out);
            return out;
        } finally {
            Arrays.fill(in, (byte) 0);
        }
    }
}
