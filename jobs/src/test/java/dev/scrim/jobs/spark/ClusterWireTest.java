package dev.scrim.jobs.spark;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterWireTest {
    private static final String MASTER = "spark.master";

    private static void require(Map<String, String> settings, String command) {
        ClusterWire.require(new HashMap<>(settings)::get, command);
    }

    @Test
    void oneProcessHasNoWire() {
        assertThatCode(() -> require(Map.of(), "java")).doesNotThrowAnyException();
        assertThatCode(() -> require(Map.of(MASTER, "local[4]"), "java")).doesNotThrowAnyException();
    }

    @Test
    void aClusterWithAnOpenWireIsRefused() {
        for (Map<String, String> half : java.util.List.of(
                Map.of(MASTER, "spark://h:1"),
                Map.of(MASTER, "yarn", "spark.authenticate", "true"),
                Map.of(MASTER, "k8s://h", "spark.network.crypto.enabled", "true"),
                Map.of(MASTER, "yarn", "spark.authenticate", "true", "spark.network.crypto.enabled", "false"))) {
            assertThatThrownBy(() -> require(half, "java"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("not encrypted");
        }
        assertThatCode(() -> require(
                        Map.of(MASTER, "yarn", "spark.authenticate", "true", "spark.network.crypto.enabled", "true"),
                        "java"))
                .doesNotThrowAnyException();
        assertThatCode(() -> require(Map.of(MASTER, "yarn", "spark.ssl.rpc.enabled", "true"), "java"))
                .doesNotThrowAnyException();
    }

    @Test
    void aSecretThatStandsOnTheCommandLineIsRefusedAndNotRepeated() {
        Map<String, String> settings = Map.of(
                MASTER,
                "spark://h:1",
                "spark.authenticate",
                "true",
                "spark.network.crypto.enabled",
                "true",
                "spark.authenticate.secret",
                "f00dfeed");
        assertThatThrownBy(() -> require(settings, "java --conf spark.authenticate.secret=f00dfeed"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("command line")
                .hasMessageNotContaining("f00dfeed");
        assertThatCode(() -> require(settings, "java --properties-file cluster.conf"))
                .doesNotThrowAnyException();
    }
}
