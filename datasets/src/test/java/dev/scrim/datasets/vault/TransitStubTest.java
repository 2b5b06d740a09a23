package dev.scrim.datasets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conformance, and what only a server that can be made to misbehave shows. */
final class TransitStubTest extends TransitConformance {
    private static @Nullable TransitStub stub;

    @BeforeAll
    static void start() {
        stub = new TransitStub();
    }

    @AfterAll
    static void stop() {
        stub().close();
    }

    private static TransitStub stub() {
        return java.util.Objects.requireNonNull(stub);
    }

    @Override
    TransitServer server() {
        return stub();
    }

    @Override
    TransitServer another() {
        return new TransitStub();
    }

    @AfterEach
    void everyRequestWasAsDocumented() {
        assertThat(stub().objections).isEmpty();
    }

    @Test
    void theServiceIsAskedOnceForEachKeyInAProcess() throws Exception {
        LocalKeyring keys = make("counted", false);
        for (int i = 0; i < 4; i++) {
            keys.dataKey(id(i));
        }
        keys.forget();
        int before = stub().requests.size();
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int task = 0; task < 6; task++) {
                done.add(pool.submit(() -> {
                    LocalKeyring mine = LocalKeyring.open(file);
                    for (int i = 0; i < 40; i++) {
                        assertThat(mine.existingKey(id(i % 4))).isPresent();
                        assertThat(mine.hmac("sample", "x" + i)).hasSize(64);
                    }
                }));
            }
            for (Future<?> f : done) {
                f.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(stub().requests.subList(before, stub().requests.size()))
                .as("names and four keys")
                .hasSize(5)
                .containsOnly("POST /v1/transit/decrypt/counted");
    }

    @ParameterizedTest
    @CsvSource({"503,SEALED", "500,FAILING", "502,FAILING", "429,BUSY"})
    void aServerThatCannotAtTheMomentIsAskedThreeTimesMore(int status, WrapFault fault) throws Exception {
        stub().makeKey("busy", AEAD, false);
        List<Long> pauses = new ArrayList<>();
        TransitMaster master = master("busy", pauses);
        int before = stub().requests.size();
        stub().answerNext(3, status, "{\"errors\":[]}");
        assertThat(master.settled().derived()).isFalse();
        assertThat(pauses).containsExactly(250L, 500L, 1000L);
        stub().answerNext(4, status, "<html>from a proxy</html>");
        assertThatThrownBy(master::settled)
                .isInstanceOfSatisfying(
                        WrapException.class, e -> assertThat(e.fault()).isEqualTo(fault));
        assertThat(stub().requests).hasSize(before + 8);
    }

    /** Some servers answer 500 where a ciphertext is not authentic. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"errors\":[\"anything\"]}|REFUSED",
                "403|{\"errors\":[\"permission denied\"]}|DENIED",
                "404|<html>not found</html>|ODD_ANSWER",
                "200|<html>welcome</html>|ODD_ANSWER",
                "200|{\"data\":[]}|ODD_ANSWER",
                "204||ODD_ANSWER",
                "418|{}|ODD_ANSWER",
                "500|{\"errors\":[\"1 error occurred: cipher: message authentication failed\"]}|CHANGED"
            })
    void anythingElseIsNotTriedAgain(int status, @Nullable String body, WrapFault fault) {
        stub().makeKey("once", AEAD, false);
        int before = stub().requests.size();
        stub().answerNext(1, status, body == null ? "" : body);
        assertThatThrownBy(() -> master("once", new ArrayList<>()).settled())
                .isInstanceOfSatisfying(
                        WrapException.class, e -> assertThat(e.fault()).isEqualTo(fault));
        assertThat(stub().requests).hasSize(before + 1);
    }

    @Test
    void aRedirectIsNotFollowedAndTheTokenGoesNowhereElse() {
        try (TransitStub other = new TransitStub()) {
            stub().makeKey("redirected", AEAD, false);
            stub().redirectNext(other.address() + "/v1/transit/keys/redirected");
            refused(WrapFault.REDIRECTED, () -> LocalKeyring.create(file, at(stub(), "redirected")));
            assertThat(other.requests).isEmpty();
        }
    }

    @Test
    void aServerThatIgnoresAssociatedDataIsRefused() {
        stub().makeKey("loose", AEAD, false);
        stub().ignoreAssociatedData = true;
        try {
            refused(WrapFault.UNBOUND, () -> LocalKeyring.create(file, at(stub(), "loose")));
        } finally {
            stub().ignoreAssociatedData = false;
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void theNamespaceIsSaid() {
        stub().makeKey("team", AEAD, false);
        MasterPlace.VaultTransit plain = at(stub(), "team");
        LocalKeyring.create(
                file,
                new MasterPlace.VaultTransit(
                        plain.address(),
                        plain.mount(),
                        plain.key(),
                        Optional.of("data/team"),
                        plain.tokenFile(),
                        Optional.empty(),
                        false));
        assertThat(stub().namespaces).contains("data/team");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://vault.example:8200",
                "https://user:pw@vault.example",
                "https://vault.example/ui",
                "ftp://vault.example",
                "vault.example:8200",
                "https://vault.example?x=1"
            })
    void anAddressThatWouldShowTokenOrKeysIsRefused(String address) {
        assertThatThrownBy(() -> at(URI.create(address), "k"))
                .isInstanceOf(UserError.class)
                .hasMessageNotContaining("example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "a?x", "a b", "../sys"})
    void aKeyNameThatIsAPathIsRefused(String key) {
        assertThatThrownBy(() -> at(URI.create("https://vault.example"), key)).isInstanceOf(UserError.class);
    }

    @Test
    void theTokenComesFromTheEnvironmentWhereNoFileIsNamed() throws Exception {
        VaultToken token = new VaultToken(Optional.empty(), n -> n.equals("VAULT_TOKEN") ? " hvs.env\n" : null);
        assertThat(token.read()).isEqualTo("hvs.env");
        assertThat(token.toString()).doesNotContain("hvs");
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsRefusedUnlessItsFileIsNamed() throws Exception {
        Path store = temp.resolve("server.p12");
        keytool("-genkeypair", "-alias", "s", "-keyalg", "EC", "-dname", "CN=stub", "-ext", "san=ip:127.0.0.1", store);
        Path pem = temp.resolve("ca.pem");
        keytool("-exportcert", "-rfc", "-alias", "s", "-file", pem.toString(), store);
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keyStore.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keyStore, "changeit".toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(tls));
        try (TransitStub secure = new TransitStub(https)) {
            secure.makeKey("tls", AEAD, false);
            URI address = URI.create("https://127.0.0.1:" + secure.port());
            refused(WrapFault.UNTRUSTED, () -> LocalKeyring.create(file, at(address, "tls")));
            assertThat(secure.requests).isEmpty();
            refused(WrapFault.BAD_AUTHORITY, () -> LocalKeyring.create(file, trusting(address, tokenFile)));
            LocalKeyring keys = LocalKeyring.create(file, trusting(address, pem));
            keys.dataKey(id(1));
            keys.forget();
            assertThat(LocalKeyring.open(file).existingKey(id(1))).isPresent();
        }
    }

    private MasterPlace.VaultTransit trusting(URI address, Path pem) {
        return new MasterPlace.VaultTransit(
                address, "transit", "tls", Optional.empty(), Optional.of(tokenFile), Optional.of(pem), false);
    }

    private static void keytool(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        for (Object argument : arguments) {
            if (argument instanceof Path store) {
                command.addAll(List.of("-keystore", store.toString(), "-storepass", "changeit"));
            } else {
                command.add(argument.toString());
            }
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private TransitMaster master(String key, List<Long> pauses) {
        MasterPlace.VaultTransit place = at(stub(), key);
        return new TransitMaster(
                place, new VaultHttp(place, new VaultToken(place.tokenFile(), n -> null), pauses::add));
    }
}
