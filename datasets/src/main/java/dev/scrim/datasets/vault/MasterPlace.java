package dev.scrim.datasets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.check.UserError;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where a keyring's master key is: in its file, or with a service that never gives it out. Holds no secret. */
public sealed interface MasterPlace {
    /** For people: no key and no token. */
    String describe();

    /** The keyring file holds the master key itself; whoever has the file has everything. */
    record Embedded() implements MasterPlace {
        @Override
        public String describe() {
            return "embedded in the keyring file";
        }
    }

    /**
     * A key of the transit engine of a HashiCorp Vault server, or of OpenBao, which has the same API. The token is never
     * stored: it comes from {@code tokenFile} (mode 600; read anew at each call, so an agent may renew it) or from the
     * environment variable {@code VAULT_TOKEN}.
     *
     * @param address {@code https://host:port}; plain {@code http} only to this machine
     * @param mount path of the transit engine, usually {@code transit}
     * @param key name of the key
     * @param namespace of Vault Enterprise or OpenBao
     * @param caFile PEM certificates to trust instead of Java's own
     * @param derived whether the key derives a key for each context; found out when a keyring is made
     */
    record VaultTransit(
            URI address,
            String mount,
            String key,
            Optional<String> namespace,
            Optional<Path> tokenFile,
            Optional<Path> caFile,
            boolean derived)
            implements MasterPlace {
        static final String SERVICE = "vault-transit";

        private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*");
        private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

        public VaultTransit {
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            String path = address.getPath();
            if (address.getHost() == null
                    || address.getUserInfo() != null
                    || address.getQuery() != null
                    || address.getFragment() != null
                    || !(path.isEmpty() || path.equals("/"))
                    || !(scheme.equals("https") || scheme.equals("http"))) {
                throw new UserError("Cannot use that Vault address", "write it as https://HOST:PORT");
            }
            if (scheme.equals("http") && !THIS_MACHINE.contains(address.getHost())) {
                throw new UserError(
                        "Cannot use that Vault address: keys and token would cross the network in the clear",
                        "use https");
            }
            for (String segment : mount.split("/", -1)) {
                requireSegment(segment, "mount");
            }
            requireSegment(key, "key");
            namespace.ifPresent(n -> {
                for (String segment : n.replaceAll("/$", "").split("/", -1)) {
                    requireSegment(segment, "namespace");
                }
            });
            tokenFile = tokenFile.map(VaultTransit::absolute);
            caFile = caFile.map(VaultTransit::absolute);
        }

        private static void requireSegment(String segment, String what) {
            if (!SEGMENT.matcher(segment).matches()) {
                throw new UserError(
                        "Cannot use that Vault " + what, "its names have letters, digits, '-', '_' and '.' only");
            }
        }

        private static Path absolute(Path path) {
            return path.toAbsolutePath().normalize();
        }

        VaultTransit withDerived(boolean value) {
            return new VaultTransit(address, mount, key, namespace, tokenFile, caFile, value);
        }

        @Override
        public String describe() {
            return "Vault transit at " + address + ", mount " + mount + ", key " + key
                    + namespace.map(n -> ", namespace " + n).orElse("")
                    + ", token from " + tokenFile.map(Path::toString).orElse("VAULT_TOKEN");
        }
    }

    /**
     * A key of a cloud's key management, spoken to by a Tink {@code KmsClient} on the class path (tink-awskms,
     * tink-gcpkms), with the credentials that the cloud's own library finds.
     *
     * @param uri such as {@code gcp-kms://projects/...} or {@code aws-kms://arn:...}
     */
    record CloudKms(String uri) implements MasterPlace {
        static final String SERVICE = "tink-kms";

        private static final Pattern URI_OF_KMS = Pattern.compile("[a-z0-9+.-]+://[!-~]+");

        public CloudKms {
            if (!URI_OF_KMS.matcher(uri).matches()) {
                throw new UserError("Cannot use that KMS key", "write its URI, such as gcp-kms://... or aws-kms://...");
            }
        }

        @Override
        public String describe() {
            return "KMS key " + uri;
        }
    }

    /** What a keyring file says of a service; not for an embedded master. */
    default ObjectNode toJson() {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        if (this instanceof VaultTransit vault) {
            out.put("service", VaultTransit.SERVICE);
            out.put("address", vault.address().toString());
            out.put("mount", vault.mount());
            out.put("key", vault.key());
            out.put("derived", vault.derived());
            vault.namespace().ifPresent(n -> out.put("namespace", n));
            vault.tokenFile().ifPresent(f -> out.put("token_file", f.toString()));
            vault.caFile().ifPresent(f -> out.put("ca_file", f.toString()));
        } else if (this instanceof CloudKms kms) {
            out.put("service", CloudKms.SERVICE);
            out.put("uri", kms.uri());
        }
        return out;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws IllegalArgumentException when it names no service that is known here
     */
    static MasterPlace parse(JsonNode in) {
        return switch (in.path("service").asText()) {
            case VaultTransit.SERVICE ->
                new VaultTransit(
                        URI.create(in.path("address").asText()),
                        in.path("mount").asText(),
                        in.path("key").asText(),
                        text(in, "namespace"),
                        text(in, "token_file").map(Path::of),
                        text(in, "ca_file").map(Path::of),
                        in.path("derived").asBoolean());
            case CloudKms.SERVICE -> new CloudKms(in.path("uri").asText());
            default -> throw new IllegalArgumentException("Cannot use a keyring of an unknown key service");
        };
    }

    private static Optional<String> text(JsonNode in, String field) {
        return Optional.of(in.path(field).asText()).filter(t -> !t.isEmpty());
    }
}
