package dev.scrim.datasets.vault;

import dev.scrim.datasets.store.StageName;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The place that a ciphertext is bound to: decrypting it under the name of another place fails.
 *
 * @param build build id
 * @param name table, or name of the media file; a name that outlives the commit's rename
 */
public record Aad(String build, StageName stage, String name) {
    private static final String FORMAT = "scrim-aad/1";

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String field : new String[] {FORMAT, build, stage.value(), name}) {
            byte[] utf8 = field.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
            out.writeBytes(utf8);
        }
        return out.toByteArray();
    }
}
