package dev.scrim.jobs.release;

import dev.scrim.datasets.release.SignerRole;
import dev.scrim.datasets.vault.Aad;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.datasets.vault.MediaVault;
import dev.scrim.jobs.stage.StageNames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * One signer's shares of every file of an export, between the signature and the release: encrypted under the workspace's
 * build key, and bound to the build, the role and what was signed. Alone they open nothing.
 */
final class SignerShares {
    private static final KeyId KEY = new KeyId(KeyId.BUILD, 0);

    private SignerShares() {}

    static byte[] write(Map<String, byte[]> byFile, LocalKeyring keys, Aad place) throws IOException {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(byFile)
                .forEach((file, share) -> text.append(Base64.getEncoder().encodeToString(share))
                        .append(' ')
                        .append(file)
                        .append('\n'));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream sealed = new MediaVault(keys).encrypt(out, KEY, place)) {
            sealed.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    static Map<String, byte[]> read(byte[] bytes, LocalKeyring keys, Aad place) throws IOException {
        Map<String, byte[]> out = new TreeMap<>();
        try (InputStream in = new MediaVault(keys).decrypt(new ByteArrayInputStream(bytes), KEY, place)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                int space = line.indexOf(' ');
                out.put(line.substring(space + 1), Base64.getDecoder().decode(line.substring(0, space)));
            }
        }
        return out;
    }

    static Aad place(String build, SignerRole role, String subject) {
        return new Aad(build, StageNames.EXPORT, "release/" + role.label() + "/" + subject);
    }
}
