package dev.scrim.jobs.spark;

import dev.scrim.datasets.check.UserError;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What travels between the nodes of a cluster (rows, shuffles, the key that shuffles are encrypted with) is unredacted:
 * a cluster whose traffic is open is refused. A process by itself has no wire.
 */
final class ClusterWire {
    private static final String MASTER = "spark.master";
    private static final String AUTHENTICATE = "spark.authenticate";
    private static final String CRYPTO = "spark.network.crypto.enabled";
    private static final String TLS = "spark.ssl.rpc.enabled";
    private static final String SECRET = "spark.authenticate.secret";
    private static final String TRUE = "true";

    private ClusterWire() {}

    /**
     * Goes on only where the wire is encrypted: by Spark's own encryption, or by TLS of its RPC.
     *
     * @param settings of Spark by their names; null where one is not set
     * @param command the process's command line, where secrets are seen by everybody on the machine
     * @throws UserError otherwise
     */
    static void require(Function<String, @Nullable String> settings, String command) {
        String master = settings.apply(MASTER);
        if (master == null || master.startsWith("local")) {
            return;
        }
        boolean own = TRUE.equals(settings.apply(AUTHENTICATE)) && TRUE.equals(settings.apply(CRYPTO));
        if (!own && !TRUE.equals(settings.apply(TLS))) {
            throw new UserError(
                    "Cannot build on this cluster: what travels between its nodes is not encrypted",
                    "set " + AUTHENTICATE + " and " + CRYPTO + " to true, with a secret in a properties file of mode"
                            + " 600; or " + TLS);
        }
        String secret = settings.apply(SECRET);
        if (secret != null && !secret.isEmpty() && command.contains(secret)) {
            throw new UserError(
                    "Cannot use a secret that was given on the command line: everybody on the machine can read it there",
                    "name a properties file of mode 600 in --properties-file, and take another secret");
        }
    }
}
