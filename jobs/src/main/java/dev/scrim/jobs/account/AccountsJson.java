package dev.scrim.jobs.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.vault.PasswordHash;
import dev.scrim.datasets.vault.PublicKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Accounts as JSON: hashes and public keys only, in a fixed order. */
final class AccountsJson {
    private static final String FORMAT = "scrim-accounts/1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private AccountsJson() {}

    static byte[] write(Accounts accounts) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        ArrayNode list = root.putArray("accounts");
        accounts.byName().values().forEach(a -> write(list.addObject(), a));
        return (root.toPrettyString().replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void write(ObjectNode out, Account a) {
        out.put("name", a.name());
        a.login().ifPresent(login -> out.put("login", login));
        a.password().ifPresent(hash -> out.put("password", hash.text()));
        ArrayNode grants = out.putArray("roles");
        for (RoleGrant g : a.grants()) {
            ObjectNode grant = grants.addObject();
            grant.put("role", g.role().label());
            g.until().ifPresent(until -> grant.put("until", until.toString()));
        }
        ArrayNode tokens = out.putArray("tokens");
        for (AccessToken t : a.tokens()) {
            tokens.addObject().put("sha256", t.sha256()).put("until", t.until().toString());
        }
        a.keys().ifPresent(keys -> out.put("keys", keys.toJson()));
    }

    /** @throws IOException or a runtime exception when it is not what was written */
    static Accounts read(byte[] bytes) throws IOException {
        JsonNode root = JSON.readTree(bytes);
        if (!root.path("format").asText().equals(FORMAT)) {
            throw new IOException("its format is not " + FORMAT);
        }
        TreeMap<String, Account> out = new TreeMap<>();
        for (JsonNode node : root.path("accounts")) {
            List<RoleGrant> grants = new ArrayList<>();
            for (JsonNode g : node.path("roles")) {
                grants.add(new RoleGrant(
                        Role.of(g.path("role").asText()), text(g, "until").map(Instant::parse)));
            }
            List<AccessToken> tokens = new ArrayList<>();
            for (JsonNode t : node.path("tokens")) {
                tokens.add(new AccessToken(
                        t.path("sha256").asText(), Instant.parse(t.path("until").asText())));
            }
            Account account = new Account(
                    node.path("name").asText(),
                    grants,
                    text(node, "login"),
                    text(node, "password").map(PasswordHash::new),
                    tokens,
                    text(node, "keys").map(PublicKeys::parse));
            out.put(account.name(), account);
        }
        return new Accounts(out);
    }

    private static Optional<String> text(JsonNode node, String key) {
        return Optional.ofNullable(node.get(key)).map(JsonNode::asText);
    }
}
