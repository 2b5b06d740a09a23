package dev.scrim.datasets.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.store.Digests;
import dev.scrim.datasets.vault.PublicKeys;
import dev.scrim.datasets.vault.SignerKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/**
 * One person's word for one build.
 *
 * @param role for which the person signs
 * @param name of the account
 * @param fingerprint of the keys
 * @param build that is signed
 * @param subject {@link BuildRecord#subject}
 * @param until it ends then
 * @param signature Ed25519 over all the others, in base64
 */
public record ReleaseSignature(
        SignerRole role,
        String name,
        String fingerprint,
        String build,
        String subject,
        Instant at,
        Instant until,
        String signature) {
    private static final String FORMAT = "scrim-signature/1";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Signs. */
    public static ReleaseSignature sign(
            SignerKey key, SignerRole role, String name, String build, String subject, Instant at, Instant until) {
        String fingerprint = key.publicKeys().fingerprint();
        byte[] signature = key.sign(message(role, name, fingerprint, build, subject, at, until));
        return new ReleaseSignature(
                role,
                name,
                fingerprint,
                build,
                subject,
                at,
                until,
                Base64.getEncoder().encodeToString(signature));
    }

    /** Whether the owner of these keys signed exactly this. */
    public boolean isBy(PublicKeys keys) {
        try {
            return keys.fingerprint().equals(fingerprint)
                    && keys.verify(
                            message(role, name, fingerprint, build, subject, at, until),
                            Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException e) {
            return false; // Not even base64.
        }
    }

    private static byte[] message(
            SignerRole role, String name, String fingerprint, String build, String subject, Instant at, Instant until) {
        return Digests.fields(FORMAT)
                .add(role.label())
                .add(name)
                .add(fingerprint)
                .add(build)
                .add(subject)
                .add(at.toString())
                .add(until.toString())
                .bytes();
    }

    /** As a file, and as part of a release's papers. */
    public ObjectNode toJson() {
        ObjectNode out = JSON.createObjectNode();
        out.put("format", FORMAT);
        out.put("role", role.label());
        out.put("name", name);
        out.put("keys", fingerprint);
        out.put("build", build);
        out.put("subject", subject);
        out.put("at", at.toString());
        out.put("until", until.toString());
        out.put("ed25519", signature);
        return out;
    }

    /** The bytes of its file. */
    public byte[] bytes() {
        return (toJson().toPrettyString().replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Reads {@link #bytes}; what is no signature is an {@link IOException}. */
    public static ReleaseSignature parse(byte[] json) throws IOException {
        try {
            JsonNode in = JSON.readTree(json);
            String role = in.path("role").asText();
            for (SignerRole each : SignerRole.values()) {
                if (each.label().equals(role) && in.path("format").asText().equals(FORMAT)) {
                    return new ReleaseSignature(
                            each,
                            in.path("name").asText(),
                            in.path("keys").asText(),
                            in.path("build").asText(),
                            in.path("subject").asText(),
                            Instant.parse(in.path("at").asText()),
                            Instant.parse(in.path("until").asText()),
                            in.path("ed25519").asText());
                }
            }
            throw new IOException("Cannot read a signature: it is none");
        } catch (DateTimeException e) {
            throw new IOException("Cannot read a signature: its times are damaged", e);
        }
    }
}
