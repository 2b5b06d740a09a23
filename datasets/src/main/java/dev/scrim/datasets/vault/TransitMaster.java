package dev.scrim.datasets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A master key in the transit engine of a Vault server: what is wrapped goes there and comes back, the key stays.
 * Requests as in Vault's API documentation, "Transit secrets engine". A wrapped key is bound to its context as
 * {@code associated_data}, or, where the key is derived, as {@code context}.
 */
final class TransitMaster implements KeyWrapper {
    /** Types with authenticated data; the last one is OpenBao's. */
    private static final Set<String> TYPES =
            Set.of("aes128-gcm96", "aes256-gcm96", "chacha20-poly1305", "xchacha20-poly1305");

    private static final Pattern CIPHERTEXT = Pattern.compile("vault:v[0-9]+:[A-Za-z0-9+/=]+");

    private final MasterPlace.VaultTransit place;
    private final VaultHttp vault;

    TransitMaster(MasterPlace.VaultTransit place, VaultHttp vault) {
        this.place = place;
        this.vault = vault;
    }

    /** What the server says of the key, which has to be there: the place with that in it. */
    MasterPlace.VaultTransit settled() throws WrapException {
        JsonNode key = vault.get(path("keys"));
        if (!TYPES.contains(key.path("type").asText())) {
            throw new WrapException(WrapFault.REFUSED);
        }
        return place.withDerived(key.path("derived").asBoolean());
    }

    @Override
    public String wrap(SecretBytes secret, String context) throws WrapException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("plaintext", Base64.getEncoder().encodeToString(secret.toByteArray(InsecureSecretKeyAccess.get())));
        return ciphertext(vault.post(path("encrypt"), bound(body, context)));
    }

    @Override
    public SecretBytes unwrap(String wrapped, String context) throws WrapException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("ciphertext", wrapped);
        JsonNode data = vault.post(path("decrypt"), bound(body, context));
        try {
            byte[] plain = Base64.getDecoder().decode(data.path("plaintext").asText());
            return SecretBytes.copyFrom(plain, InsecureSecretKeyAccess.get());
        } catch (IllegalArgumentException e) {
            throw new WrapException(WrapFault.ODD_ANSWER);
        }
    }

    /**
     * Inside the server for a derived key. The engine's rewrap takes no associated data (its documentation, and a
     * server's refusal), so for others the secret comes here and goes back.
     */
    @Override
    public String rewrap(String wrapped, String context) throws WrapException {
        if (!place.derived()) {
            return KeyWrapper.super.rewrap(wrapped, context);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("ciphertext", wrapped);
        return ciphertext(vault.post(path("rewrap"), bound(body, context)));
    }

    private ObjectNode bound(ObjectNode body, String context) {
        return body.put(
                place.derived() ? "context" : "associated_data",
                Base64.getEncoder().encodeToString(context.getBytes(StandardCharsets.UTF_8)));
    }

    private static String ciphertext(JsonNode data) throws WrapException {
        String ciphertext = data.path("ciphertext").asText();
        if (!CIPHERTEXT.matcher(ciphertext).matches()) {
            throw new WrapException(WrapFault.ODD_ANSWER);
        }
        return ciphertext;
    }

    private String path(String operation) {
        return place.mount() + "/" + operation + "/" + place.key();
    }

    @Override
    public MasterPlace place() {
        return place;
    }

    @Override
    public JsonNode inFile() {
        return place.toJson();
    }

    @Override
    public String toString() {
        return "TransitMaster";
    }
}
