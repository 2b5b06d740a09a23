package dev.scrim.redaction.detect.credential;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.detect.Context;
import dev.scrim.redaction.detect.Cues;
import dev.scrim.redaction.detect.Reading;
import dev.scrim.redaction.detect.ReadingDetector;
import dev.scrim.redaction.taxonomy.Entity;
import dev.scrim.redaction.text.Folded;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets that open something. Prefixes: {@link KeyForms}; JWT by RFC 7519, PEM by RFC 7468, user information of URLs by
 * RFC 3986 section 3.2.1, recovery phrases by BIP-39, one-time codes by RFC 6238 (6 to 8 digits). A hash names content and
 * opens nothing, so it is left alone.
 */
public final class CredentialDetector extends ReadingDetector {
    /** The beginning of a JSON object in Base64, and what may follow: more of it, also behind a space, a break or a dot. */
    private static final Pattern JWT_HEAD = Pattern.compile("(?<![\\w-])[eE] ?[yYvV] ?[JjIl1|\\]][\\w|-]{0,2048}");

    private static final Pattern JWT_MORE =
            Pattern.compile("\\G([ \\n]{0,3}[.,][ \\n]{0,3}|[ \\n]{1,3})([\\w|-]{1,2048})");
    private static final Pattern PEM = Pattern.compile(
            "-{2,5} ?BEGIN [A-Z ]{0,24}(?:PRIVATE KEY|OPENSSH PRIVATE KEY|PGP PRIVATE KEY BLOCK)[A-Z ]{0,8}-{0,5}(?s:.{0,8000}?)(?:-{2,5} ?END [A-Z ]{3,40}-{0,5}|$)");
    private static final Pattern DSN = Pattern.compile(
            "(?i)(?<![\\w])[a-z][a-z0-9+]{1,20}://[^\\s:/@'\"]{0,64}:([^\\s/@'\"]{1,128})@[^\\s'\"]{1,200}");
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)(?<![\\p{L}\\d])[\"']?(?:[\\w.-]{0,40}[_.-])?(?:api[_-]?key|apikey|secret(?:[_-]?(?:access)?[_-]?key)?|client[_-]?secret|access[_-]?key(?:[_-]?id)?|access[_-]?token|auth[_-]?token|refresh[_-]?token|id[_-]?token|session[_-]?token|token|passwd|password|passphrase|pwd|pass|private[_-]?key|encryption[_-]?key|signing[_-]?key|credentials?|webhook[_-]?secret|db[_-]?pass|bearer)[\"']?"
                    + "(?: ?(?:=|:=|=>|:) ?| is )[\"'`]?([^\\s\"'`,;]{4,255})");
    private static final Pattern BEARER = Pattern.compile(
            "(?i)(?<![\\p{L}\\d])(?:bearer|basic|authorization: ?token|x-api-key:) ([A-Za-z0-9_.~+/=-]{12,2048})");
    private static final Pattern FLAG = Pattern.compile(
            "(?<![\\w-])(?:--?(?:password|passwd|token|api-?key|secret|auth|access-?token|client-?secret)[= ]|(?<=machine .{1,80})password |(?<=(?:curl|wget|http) .{0,200})(?:-u|--user) ?[^\\s:]{1,64}:|(?<=(?:mysql|mysqldump|mysqladmin|mariadb|sshpass|smbclient|ldapsearch|redis-cli)(?: .{0,120})? )-[pwa] ?)['\"]?([^\\s'\"]{4,128})");
    private static final Pattern OTP = Pattern.compile(
            "(?<![\\p{L}\\d])(?:otp|one[- ]?time (?:pass(?:word|code)|code|pin)|(?:verification|security|login|log-in|sign-?in|confirmation|authentication|auth|2fa|mfa|access|backup|recovery|pass) ?code|passcode|2fa|pin(?: code)?)(?: (?:is|for [\\p{L} ]{1,20} is|to [\\p{L} ]{1,20}))?[ :=#-]{1,3}([a-z]-)?(\\d{4,8}|\\d{3}[ -]\\d{3,4})(?![\\p{L}\\d]|[.,]\\d)");
    private static final Pattern OTP_AFTER = Pattern.compile(
            "(?<![\\p{L}\\d])(?:g-)?(\\d{4,8}|\\d{3}[ -]\\d{3}) is your [\\p{L} ]{0,30}(?:code|otp|pin|password)");
    private static final Pattern DOOR = Pattern.compile(
            "(?<![\\p{L}\\d])(?:door|gate|alarm|entry|garage|lock|lockbox|building|safe|locker|elevator|key ?box|voicemail)(?:'?s)? ?(?:code|pin|combination|combo|keypad)?(?: number)?(?: is| was|'s)?[ :=#-]{1,3}(#?\\d{3,8}#?)(?![\\p{L}\\d])");
    private static final Pattern OTP_LABEL = Cues.whole(
            "otp|one-?time (?:pass(?:word|code)|code|pin)|(?:verification|security|confirmation|authentication|auth|2fa|mfa|backup|login|sign-?in) code(?: is)?|passcode|2fa|pin(?: code)?");
    private static final Pattern DOOR_LABEL = Cues.whole(
            "(?:door|gate|alarm|entry|garage|lock|lockbox|building|safe|locker|elevator|key ?box|voicemail) (?:code|pin|combination|combo|keypad)");
    private static final Pattern CODE_ALONE = Pattern.compile("^\\W*#?\\d(?:[ -]?\\d){2,7}#?\\W*$");
    private static final Pattern SPOKEN = Pattern.compile("(?<!\\S)(?=\\S*\\d)(?=\\S*\\p{L})[^\\s,;.\"'()]{6,64}");
    private static final Pattern LONG = Pattern.compile("(?<![\\w+/=.@-])[A-Za-z0-9_+/-]{20,512}={0,2}(?![\\w+/@-])");
    private static final Pattern HASH_CUE = Cues.whole(
            "sha\\d*|md5|hash|digest|checksum|integrity|commit|etag|fingerprint|blake\\d?\\w*|crc\\d*|uuid|guid|revision|sha\\d+sum|thumbprint|image");
    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern HEX = Pattern.compile("(?i)[0-9a-f_-]+");
    private static final Pattern KEY_LABEL = Cues.whole(
            "(?:api|secret|access|private|license|product|activation|encryption|recovery|master|signing) ?keys?|tokens?|secrets?|client secret|webhook|credentials?");
    private static final Pattern SEED_LABEL =
            Cues.whole("(?:seed|recovery|backup|secret|mnemonic)(?: recovery)? (?:phrase|words?)|mnemonic");
    /** Values that only stand for a secret. */
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?i)[<{$\\[(%].*|x{3,}|\\*{2,}|•+|\\.{3,}|none|null|nil|true|false|undefined|required|optional|string|str|changeme|your[_-].*|example|todo|env\\..*|os\\.environ.*|process\\.env.*|getenv.*|self\\..*|.*\\(.*|[a-z_]+\\[.*|invalid|expired|missing|incorrect|wrong|must|reset|strength|manager|field|protected|here|input|text");
    /** What pages say below a password's heading. */
    private static final Pattern SENTENCE = Pattern.compile("\\p{Lu}\\p{Ll}* (?:\\p{Ll}+,? ){2,}.*[.?!:]");
    /** Identifiers of code: words joined by case, underscores or dots. */
    private static final Pattern IDENTIFIER = Pattern.compile(
            "(?:[A-Z]?[a-z]{2,}|[A-Z]+(?![a-z])|\\d{1,2})(?:[_./-]?(?:[A-Z]?[a-z]{2,}|[A-Z]+(?![a-z])|\\d{1,4}))*");

    private final RecoveryPhrases phrases = RecoveryPhrases.load();

    public CredentialDetector() {
        super("credential", "3");
    }

    @Override
    protected void find(Reading r, Reading.Spans out) {
        String text = r.text();
        for (Folded view : r.unbroken()) {
            for (int[] key : KeyForms.find(view.text())) {
                boolean exact = key[2] == 1;
                out.add(
                        view.origin(key[0], key[1]),
                        Category.CREDENTIAL,
                        Entity.API_KEY,
                        exact ? 0.97 : 0.75,
                        exact ? "prefix" : "prefix-misread");
            }
            jwt(view, out);
        }
        each(PEM, text, 0, out, Entity.PRIVATE_KEY, 0.99, "pem");
        each(DSN, text, 0, out, Entity.PASSWORD, 0.98, "dsn");
        assigned(r, out);
        bearer(text, out);
        each(FLAG, text, 1, out, Entity.PASSWORD, 0.8, "flag");
        if (r.digitCount() >= 3) {
            codes(r, out);
            codesUnderLabel(r, out);
        }
        spoken(r, out);
        entropy(r, out);
        underLabel(r, out);
        seedPhrase(r, out);
        if (r.unit().context().source() == Context.Source.TYPED) {
            typed(r, out);
        }
    }

    private static void assigned(Reading r, Reading.Spans out) {
        Matcher m = ASSIGNED.matcher(r.text());
        while (m.find()) {
            String value = m.group(1);
            boolean sentence = m.group().contains(": ")
                    && value.matches("\\p{L}+[.]?")
                    && !r.text().strip().endsWith(value);
            if (!PLACEHOLDER.matcher(value).matches() && !sentence && !opensNothing(value)) {
                boolean strong = value.matches(".*[\\d!@#$%^&*_+=-].*");
                boolean word = m.group().contains(" is ") && !strong;
                if (!word) {
                    out.add(range(m, 1), Category.CREDENTIAL, Entity.PASSWORD, strong ? 0.9 : 0.6, "assigned");
                }
            }
        }
    }

    private static void codes(Reading r, Reading.Spans out) {
        for (Pattern pattern : List.of(OTP, OTP_AFTER)) {
            r.eachPhrase(
                    pattern,
                    (m, at) -> out.add(
                            new int[] {m.start(m.groupCount()), m.end(m.groupCount())},
                            Category.CREDENTIAL,
                            Entity.OTP,
                            0.9,
                            "otp"));
        }
        r.eachPhrase(DOOR, (m, at) -> {
            if (m.group().matches(".*(?:code|pin|combination|combo|keypad).*")) {
                out.add(range(m, 1), Category.CREDENTIAL, Entity.ACCESS_CODE, 0.85, "door");
            }
        });
    }

    /** A code alone in its cell, under a label that names it. */
    private static void codesUnderLabel(Reading r, Reading.Spans out) {
        boolean otp = r.labelHas(OTP_LABEL);
        if (otp || r.labelHas(DOOR_LABEL)) {
            r.eachNumber(
                    CODE_ALONE,
                    (m, at) -> out.add(
                            at, Category.CREDENTIAL, otp ? Entity.OTP : Entity.ACCESS_CODE, 0.85, "code-under-label"));
        }
    }

    /** A mixed token right behind the word password, without a sign of assignment. */
    private static void spoken(Reading r, Reading.Spans out) {
        if (!r.mentions(Cues.PASSWORD)) {
            return;
        }
        r.eachText(SPOKEN, (m, at) -> {
            boolean named = r.labelledInline(Cues.PASSWORD, m.start());
            if (named
                    && Entropy.classes(m.group()) >= 2
                    && !PLACEHOLDER.matcher(m.group()).matches()
                    && !opensNothing(m.group())) {
                out.add(at, Category.CREDENTIAL, Entity.PASSWORD, 0.75, "spoken");
            }
        });
    }

    private static void entropy(Reading r, Reading.Spans out) {
        Matcher m = LONG.matcher(r.text());
        while (m.find()) {
            String token = m.group();
            if (HEX.matcher(token).matches() && !r.cued(KEY_LABEL, m.start())) {
                continue;
            }
            boolean mixed = Entropy.classes(token) >= 3;
            if (mixed
                    && Entropy.bitsPerChar(token) >= 3.5
                    && !UUID.matcher(token).matches()
                    && !r.cued(HASH_CUE, m.start())
                    && !IDENTIFIER.matcher(token).matches()
                    && Entropy.switches(token) >= 5
                    && !opensNothing(token)) {
                out.add(range(m, 0), Category.CREDENTIAL, Entity.TOKEN, 0.7, "entropy");
            }
        }
    }

    private static void underLabel(Reading r, Reading.Spans out) {
        String value = r.text().strip();
        if (value.isEmpty() || PLACEHOLDER.matcher(value).matches()) {
            return;
        }
        int from = r.text().indexOf(value);
        int[] at = {from, from + value.length()};
        if (r.labelHas(Cues.PASSWORD)
                && value.length() <= 128
                && !value.contains("  ")
                && !SENTENCE.matcher(value).matches()) {
            out.add(at, Category.CREDENTIAL, Entity.PASSWORD, 0.9, "under-label");
        } else if (r.labelHas(KEY_LABEL) && value.matches("\\S{8,512}")) {
            out.add(at, Category.CREDENTIAL, Entity.API_KEY, 0.8, "key-under-label");
        }
    }

    private void seedPhrase(Reading r, Reading.Spans out) {
        for (int[] at : phrases.find(r.text(), r.mentions(SEED_LABEL))) {
            out.add(at, Category.CREDENTIAL, Entity.SEED_PHRASE, 0.95, "seed-phrase");
        }
    }

    /** One typed token that mixes letters, digits and signs as only passwords do, where no field says what it is. */
    private static void typed(Reading r, Reading.Spans out) {
        String value = r.text().strip();
        boolean oneToken = value.length() >= 8 && value.length() <= 64 && value.indexOf(' ') < 0;
        if (oneToken
                && Entropy.classes(value) >= 3
                && value.matches(".*[!#$%^&*?~].*|.*[\\p{L}][@+=].*\\d.*")
                && !value.matches("(?i).*(?:://|\\.\\w{2,4}$).*|[-/.$~].*|.*[(){}<>;|\"'].*|.*@[\\w-]+\\.\\w+")
                && value.matches(".*\\d.*")
                && value.matches(".*\\p{L}.*")) {
            int from = r.text().indexOf(value);
            out.add(new int[] {from, from + value.length()}, Category.CREDENTIAL, Entity.PASSWORD, 0.6, "typed-shape");
        }
    }

    /** A word behind "bearer" or "basic" is talk about authentication. */
    private static void bearer(String text, Reading.Spans out) {
        Matcher m = BEARER.matcher(text);
        while (m.find()) {
            if (Entropy.classes(m.group(1)) >= 2) {
                out.add(range(m, 1), Category.CREDENTIAL, Entity.TOKEN, 0.9, "bearer");
            }
        }
    }

    private static void jwt(Folded view, Reading.Spans out) {
        String text = view.text();
        Matcher m = JWT_HEAD.matcher(text);
        int from = 0;
        while (from < text.length() && m.find(from)) {
            int end = m.end();
            int dots = 0;
            Matcher more = JWT_MORE.matcher(text);
            while (more.find(end)) {
                boolean dot = more.group(1).matches("(?s).*[.,].*");
                boolean goesOn = more.end() < text.length() && text.startsWith(".", more.end());
                String piece = more.group(2);
                if (dots + (dot ? 1 : 0) > 2 || !(dot || goesOn || KeyForms.looksDrawn(piece))) {
                    break;
                }
                dots += dot ? 1 : 0;
                end = more.end();
            }
            String token = text.substring(m.start(), end).replaceAll("[ \\n]", "");
            boolean sure = isJwt(token);
            if (dots > 0 && (sure || (token.length() >= 40 && Entropy.switches(token) * 5 >= token.length()))) {
                int[] at = view.origin(m.start(), end);
                out.add(at, Category.CREDENTIAL, Entity.TOKEN, sure ? 0.99 : 0.7, "jwt");
            }
            from = end;
        }
    }

    /** RFC 7519: the first part is the Base64url of a JSON object that names an algorithm. */
    private static boolean isJwt(String token) {
        String head = token.split("[.,]", 2)[0];
        try {
            String json = new String(Base64.getUrlDecoder().decode(head), StandardCharsets.UTF_8);
            return json.startsWith("{") && json.contains("\"alg\"");
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** Paths, addresses and hashes that name their algorithm. */
    private static boolean opensNothing(String token) {
        if (token.matches("(?i)(?:sha\\d{1,3}|md5)[-_:].*")) {
            return true;
        }
        return token.startsWith("/")
                || token.startsWith("./")
                || token.startsWith("http")
                || (token.chars().filter(c -> c == '/').count() >= 3 && !token.endsWith("="));
    }

    private static void each(
            Pattern p, String text, int group, Reading.Spans out, Entity entity, double score, String rule) {
        Matcher m = p.matcher(text);
        while (m.find()) {
            out.add(range(m, group), Category.CREDENTIAL, entity, score, rule);
        }
    }

    private static int[] range(Matcher m, int group) {
        return new int[] {m.start(group), m.end(group)};
    }
}
