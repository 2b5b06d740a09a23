package dev.scrim.jobs.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which identity provider a workspace trusts: {@code oidc.json}, whose keys are those of the parameters.
 *
 * @param issuer its {@code iss}, exactly
 * @param audience the client id that tokens must be for
 * @param jwks its public keys: a file beside, or an {@code https:} address
 * @param nameClaim claim with the account's name; default {@code sub}
 * @param rolesClaim claim with a list of names; default {@code roles}
 * @param roles what such a name means here; names that are not in it give nothing
 */
public record OidcSettings(
        String issuer, String audience, String jwks, String nameClaim, String rolesClaim, Map<String, Role> roles) {
    public OidcSettings {
        if (issuer.isEmpty() || audience.isEmpty() || jwks.isEmpty()) {
            throw new UserError(
                    "Cannot trust an identity provider without issuer, audience and jwks", "name all three");
        }
        roles = Collections.unmodifiableMap(new TreeMap<>(roles));
    }

    /** Reads the file; a relative {@code jwks} is beside it. */
    static OidcSettings read(Path file) {
        try {
            JsonNode in = new ObjectMapper().readTree(Files.readAllBytes(file));
            Map<String, Role> roles = new TreeMap<>();
            in.path("roles")
                    .properties()
                    .forEach(e -> roles.put(e.getKey(), Role.of(e.getValue().asText())));
            String jwks = in.path("jwks").asText();
            return new OidcSettings(
                    in.path("issuer").asText(),
                    in.path("audience").asText(),
                    jwks.contains("://") || jwks.isEmpty()
                            ? jwks
                            : file.resolveSibling(jwks).toString(),
                    in.path("name_claim").asText("sub"),
                    in.path("roles_claim").asText("roles"),
                    roles);
        } catch (IOException e) {
            throw new UserError("Cannot read " + file, "write it as account --help shows", e);
        }
    }
}
