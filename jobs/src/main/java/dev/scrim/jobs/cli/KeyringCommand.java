package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.vault.KeyringSummary;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.datasets.vault.MasterPlace;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scrim keyring}. */
@Command(
        name = "keyring",
        mixinStandardHelpOptions = true,
        description = {
            "Make a keyring, look at one, or move its master key to a key service.",
            "A keyring is one file, mode 600; builds make an embedded one where there is none. With a key service the file opens nothing by itself, and is needed all the same: keep a backup."
        },
        footer = {
            "",
            "A Vault token comes from VAULT_TOKEN or from --token-file (mode 600), and is never stored. Its policy needs",
            "read on MOUNT/keys/NAME to make a keyring, update on MOUNT/encrypt/NAME and MOUNT/decrypt/NAME, for a",
            "derived key also on MOUNT/rewrap/NAME to rotate; not create, which lets Vault make a lost key anew.",
            "",
            "Examples:",
            "  scrim keyring new out/keyring.json --vault-transit https://vault.example:8200 --key scrim",
            "  scrim keyring new out/keyring.json --kms gcp-kms://projects/P/locations/L/keyRings/R/cryptoKeys/K",
            "  scrim keyring show out/keyring.json",
            "  scrim keyring rotate out/keyring.json",
            "  scrim keyring move out/keyring.json --vault-transit https://vault.example:8200 --key scrim"
        })
final class KeyringCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public void run() {
        java.util.Objects.requireNonNull(spec).commandLine().usage(System.out);
    }

    /** Where a master key shall be; embedded when none is given. */
    static final class Place {
        @ArgGroup(exclusive = false, heading = "%nHashiCorp Vault or OpenBao:%n")
        private @Nullable Vault vault;

        @Option(
                names = "--kms",
                paramLabel = "URI",
                description = "A cloud's key, for a Tink KmsClient on the class path.")
        private @Nullable String kms;

        @Option(names = "--embedded", description = "In the keyring file itself.")
        private boolean embedded;

        MasterPlace read() {
            if (vault != null) {
                return vault.read();
            }
            if (kms != null) {
                return new MasterPlace.CloudKms(kms);
            }
            if (!embedded) {
                throw new UserError(
                        "Cannot tell where the master key shall be", "give --vault-transit, --kms or --embedded");
            }
            return new MasterPlace.Embedded();
        }
    }

    /** A key of Vault's transit engine. */
    static final class Vault {
        @Option(
                names = "--vault-transit",
                required = true,
                paramLabel = "ADDRESS",
                description = "https://HOST:PORT; plain http only to this machine.")
        private String address = "";

        @Option(names = "--key", required = true, paramLabel = "NAME", description = "Of the key; it has to exist.")
        private String key = "";

        @Option(
                names = "--mount",
                defaultValue = "transit",
                paramLabel = "PATH",
                description = "Of the transit engine (default: ${DEFAULT-VALUE}).")
        private String mount = "transit";

        @Option(names = "--namespace", paramLabel = "NAME", description = "Of Vault Enterprise or OpenBao.")
        private @Nullable String namespace;

        @Option(
                names = "--token-file",
                paramLabel = "FILE",
                description = "Holds the token, mode 600, read at each call (default: VAULT_TOKEN).")
        private @Nullable Path tokenFile;

        @Option(
                names = "--ca-cert",
                paramLabel = "FILE",
                description = "PEM certificates to trust (default: Java's own).")
        private @Nullable Path caFile;

        MasterPlace read() {
            try {
                return new MasterPlace.VaultTransit(
                        new URI(address),
                        mount,
                        key,
                        Optional.ofNullable(namespace),
                        Optional.ofNullable(tokenFile),
                        Optional.ofNullable(caFile),
                        false);
            } catch (URISyntaxException e) {
                throw new UserError("Cannot use that Vault address", "write it as https://HOST:PORT", e);
            }
        }
    }

    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            description = "Make a keyring file where there is none. A key service is tried out first.",
            footer = {
                "",
                "Example:",
                "  scrim keyring new out/keyring.json --vault-transit https://vault.example:8200 --key scrim"
            })
    int make(
            @Parameters(paramLabel = "FILE", description = "Where; builds look for WORKSPACE/keyring.json.") Path file,
            @ArgGroup Place place,
            @Mixin JsonOption json)
            throws IOException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder != null && !Files.exists(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        LocalKeyring.create(file, place(place));
        print("new", file, json);
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Say where a keyring's master key is, how many keys it holds, and whether it opens.",
            footer = {"", "Example:", "  scrim keyring show out/keyring.json"})
    int show(@Parameters(paramLabel = "FILE", description = "The keyring file.") Path file, @Mixin JsonOption json) {
        print("show", file, json);
        LocalKeyring.open(file);
        if (!json.asked()) {
            System.out.println("opens      yes");
        }
        return 0;
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = {
                "Wrap every key anew: under the newest version of the service's key, which is rotated at the service, or"
                        + " under a new embedded master key. Data is not touched.",
                "Copies of the file from before still open what they hold until the service forbids older versions of its"
                        + " key (Vault: min_decryption_version)."
            },
            footer = {"", "Example:", "  scrim keyring rotate out/keyring.json"})
    int rotate(@Parameters(paramLabel = "FILE", description = "The keyring file.") Path file, @Mixin JsonOption json) {
        LocalKeyring.open(file).rotate();
        print("rotate", file, json);
        return 0;
    }

    @Command(
            name = "move",
            mixinStandardHelpOptions = true,
            description = {
                "Wrap every key under another master key. Data is not touched.",
                "Copies of the file from before still open what they hold: destroy them, above all when the master key was"
                        + " embedded."
            },
            footer = {"", "Example:", "  scrim keyring move out/keyring.json --embedded"})
    int move(
            @Parameters(paramLabel = "FILE", description = "The keyring file.") Path file,
            @ArgGroup(multiplicity = "1") Place place,
            @Mixin JsonOption json) {
        LocalKeyring.open(file).moveTo(place(place));
        print("move", file, json);
        return 0;
    }

    private static MasterPlace place(@Nullable Place place) {
        return place == null ? new MasterPlace.Embedded() : place.read();
    }

    /** Whether it opens is the exit code: 2, and why on standard error, when it does not. */
    private static void print(String command, Path file, JsonOption json) {
        KeyringSummary summary = LocalKeyring.look(file);
        if (json.asked()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("file", file.toString());
            answer.put("master", summary.master().describe());
            answer.put("data_keys", summary.keys());
            answer.put("destroyed", summary.destroyed());
            answer.put("versions", summary.versions());
            JsonDocument.print("keyring-" + command, answer);
            return;
        }
        System.out.println("keyring    " + file);
        System.out.println("master     " + summary.master().describe());
        System.out.println("data keys  " + summary.keys() + ", destroyed " + summary.destroyed());
        if (!summary.versions().isEmpty()) {
            System.out.println("versions   "
                    + summary.versions().entrySet().stream()
                            .map(v -> v.getKey() + ": " + v.getValue())
                            .collect(Collectors.joining(", ")));
        }
    }
}
