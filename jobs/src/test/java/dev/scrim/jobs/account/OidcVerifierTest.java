package dev.scrim.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OidcVerifierTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    private static Path folder;

    private static KeyPair rsa;
    private static KeyPair ec;
    private static OidcVerifier verifier;

    @BeforeAll
    static void provider() throws IOException {
        rsa = Jwts.SIG.RS256.keyPair().build();
        ec = Jwts.SIG.ES256.keyPair().build();
        RSAPublicKey r = (RSAPublicKey) rsa.getPublic();
        ECPublicKey e = (ECPublicKey) ec.getPublic();
        Files.writeString(
                folder.resolve("keys.json"),
                "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"r\",\"n\":\"" + number(r.getModulus(), 256) + "\",\"e\":\""
                        + number(r.getPublicExponent(), 3)
                        + "\"},{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"e\",\"x\":\""
                        + number(e.getW().getAffineX(), 32) + "\",\"y\":\""
                        + number(e.getW().getAffineY(), 32)
                        + "\"}]}");
        Files.writeString(
                folder.resolve("oidc.json"),
                "{\"issuer\":\"https://id.example\",\"audience\":\"scrim\",\"jwks\":\"keys.json\","
                        + "\"roles_claim\":\"groups\",\"roles\":{\"privacy\":\"privacy-officer\"}}");
        verifier = OidcVerifier.of(OidcSettings.read(folder.resolve("oidc.json")), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static String number(BigInteger value, int bytes) {
        byte[] all = value.toByteArray();
        byte[] out = new byte[bytes];
        int n = Math.min(all.length, bytes);
        System.arraycopy(all, all.length - n, out, bytes - n, n);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(out);
    }

    private static JwtBuilder good(String kid) {
        return Jwts.builder()
                .header()
                .keyId(kid)
                .and()
                .issuer("https://id.example")
                .audience()
                .add("scrim")
                .and()
                .subject("ann")
                .claim("groups", List.of("privacy", "sports"))
                .expiration(Date.from(NOW.plusSeconds(300)));
    }

    @Test
    void aGoodTokenOfEitherKindSaysWhoAndWhat() {
        OidcIdentity byRsa = verifier.verify(
                good("r").signWith(rsa.getPrivate(), Jwts.SIG.RS256).compact());
        OidcIdentity byEc = verifier.verify(
                good("e").signWith(ec.getPrivate(), Jwts.SIG.ES256).compact());

        assertThat(byRsa).isEqualTo(byEc);
        assertThat(byRsa.name()).isEqualTo("ann");
        assertThat(byRsa.roles()).containsExactly(Role.PRIVACY_OFFICER);
    }

    @Test
    void whatIsForgedForOthersOrOverIsRefusedWithoutQuotingIt() {
        KeyPair other = Jwts.SIG.ES256.keyPair().build();
        String sound = good("e").signWith(ec.getPrivate(), Jwts.SIG.ES256).compact();
        for (String token : List.of(
                good("e").signWith(other.getPrivate(), Jwts.SIG.ES256).compact(),
                good("r").signWith(ec.getPrivate(), Jwts.SIG.ES256).compact(),
                good("none").signWith(ec.getPrivate(), Jwts.SIG.ES256).compact(),
                good("e").compact(),
                // The public key as a secret: the classic confusion of algorithms.
                good("r")
                        .signWith(Keys.hmacShaKeyFor(rsa.getPublic().getEncoded()), Jwts.SIG.HS256)
                        .compact(),
                good("e")
                        .issuer("https://evil.example")
                        .signWith(ec.getPrivate(), Jwts.SIG.ES256)
                        .compact(),
                good("e")
                        .claim("aud", List.of("other"))
                        .signWith(ec.getPrivate(), Jwts.SIG.ES256)
                        .compact(),
                good("e")
                        .audience()
                        .add("other")
                        .and()
                        .signWith(ec.getPrivate(), Jwts.SIG.ES256)
                        .compact(),
                good("e")
                        .claim("azp", "other")
                        .signWith(ec.getPrivate(), Jwts.SIG.ES256)
                        .compact(),
                good("e")
                        .expiration(Date.from(NOW.minusSeconds(61)))
                        .signWith(ec.getPrivate(), Jwts.SIG.ES256)
                        .compact(),
                good("e")
                        .expiration(null)
                        .signWith(ec.getPrivate(), Jwts.SIG.ES256)
                        .compact(),
                good("e")
                        .subject(null)
                        .signWith(ec.getPrivate(), Jwts.SIG.ES256)
                        .compact(),
                good("e")
                        .subject("../ann")
                        .signWith(ec.getPrivate(), Jwts.SIG.ES256)
                        .compact(),
                sound.substring(0, sound.length() - 4) + "AAAA",
                "nonsense")) {
            assertThatThrownBy(() -> verifier.verify(token))
                    .as(new String(token.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isInstanceOf(UserError.class)
                    .hasMessageNotContaining(token.substring(0, 8));
        }
    }

    @Test
    void keysAreNeverFetchedInTheOpen() {
        assertThatThrownBy(() -> OidcVerifier.of(
                        new OidcSettings("i", "a", "http://id.example/keys", "sub", "roles", java.util.Map.of()),
                        Clock.systemUTC()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("https");
    }
}
