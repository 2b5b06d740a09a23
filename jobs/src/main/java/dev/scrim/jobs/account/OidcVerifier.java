package dev.scrim.jobs.account;

import dev.scrim.datasets.check.UserError;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.Locator;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks ID tokens as OpenID Connect Core 1.0, section 3.1.3.7, asks: signature (RS256 or ES256, by a key of the
 * provider's set that the token names), issuer, audience, authorised party, expiry.
 */
public final class OidcVerifier {
    private static final long SKEW_SECONDS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final OidcSettings settings;
    private final Map<String, Key> keys;
    private final Clock clock;

    private OidcVerifier(OidcSettings settings, Map<String, Key> keys, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
    }

    /** Reads the provider's keys. */
    static OidcVerifier of(OidcSettings settings, Clock clock) {
        Map<String, Key> keys = new HashMap<>();
        try {
            for (Jwk<?> key :
                    Jwks.setParser().build().parse(load(settings.jwks())).getKeys()) {
                // A set that also has a secret key would let its holder sign with what everybody knows.
                if (key.toKey() instanceof PublicKey one && key.getId() != null) {
                    keys.put(key.getId(), one);
                }
            }
        } catch (JwtException | IllegalArgumentException e) {
            throw new UserError("Cannot read the identity provider's keys", "jwks names a JSON Web Key Set", e);
        }
        return new OidcVerifier(settings, keys, clock);
    }

    /**
     * Who a token speaks for.
     *
     * @throws UserError when it is not to be believed; the message does not quote it
     */
    public OidcIdentity verify(String token) {
        Claims claims;
        try {
            claims = Jwts.parser()
                    .clock(() -> Date.from(clock.instant()))
                    .clockSkewSeconds(SKEW_SECONDS)
                    .requireIssuer(settings.issuer())
                    .requireAudience(settings.audience())
                    .sig()
                    .clear()
                    .add(List.of(Jwts.SIG.RS256, Jwts.SIG.ES256))
                    .and()
                    .keyLocator(new ById(keys))
                    .build()
                    .parseSignedClaims(token)
                    .getPayload();
        } catch (JwtException | IllegalArgumentException e) {
            throw new UserError(
                    "Cannot accept the ID token: " + e.getClass().getSimpleName(),
                    "log in again at the identity provider");
        }
        String name = claims.get(settings.nameClaim(), String.class);
        Object party = claims.get("azp");
        boolean forOthers = claims.getAudience().size() > 1 && party == null;
        if (claims.getExpiration() == null
                || name == null
                || forOthers
                || (party != null && !party.equals(settings.audience()))) {
            throw new UserError(
                    "Cannot accept the ID token: it lacks an expiry, a name or the right party",
                    "log in again at the identity provider");
        }
        return new OidcIdentity(Account.named(name).name(), roles(claims.get(settings.rolesClaim())));
    }

    private Set<Role> roles(@Nullable Object claim) {
        EnumSet<Role> out = EnumSet.noneOf(Role.class);
        Collection<?> names = claim instanceof Collection<?> list
                ? list
                : claim instanceof String words ? List.of(words.split(" ")) : List.of();
        for (Object name : names) {
            Role role = settings.roles().get(String.valueOf(name));
            if (role != null) {
                out.add(role);
            }
        }
        return out;
    }

    private static String load(String from) {
        try {
            if (!from.contains("://")) {
                return Files.readString(Path.of(from));
            }
            URI uri = URI.create(from);
            if (!"https".equals(uri.getScheme())) {
                throw new UserError(
                        "Cannot fetch the identity provider's keys: not over https", "name an https address");
            }
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new UserError(
                        "Cannot fetch the identity provider's keys: status " + answer.statusCode(), "check jwks");
            }
            return answer.body();
        } catch (IOException e) {
            throw new UserError("Cannot read the identity provider's keys", "check jwks in oidc.json", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("Cannot fetch the identity provider's keys: interrupted", "try again", e);
        }
    }

    /** No key for a token that names none: which one was meant is not to be guessed. */
    private record ById(Map<String, Key> keys) implements Locator<Key> {
        @Override
        public @Nullable Key locate(Header header) {
            return header instanceof JwsHeader signed && signed.getKeyId() != null ? keys.get(signed.getKeyId()) : null;
        }
    }
}
