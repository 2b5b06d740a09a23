package dev.scrim.redaction.detect.credential;

import dev.scrim.redaction.text.Misreadings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys and tokens that their issuers made recognisable: a fixed beginning and a length. The list is that of GitHub's secret
 * scanning partners and of the issuers' own documentation, as of 2026.
 */
final class KeyForms {
    /**
     * One form.
     *
     * @param prefix how it begins
     * @param body class of the characters after it
     * @param least fewest characters after the prefix that count
     * @param length usual number of characters after the prefix; a key that was split by spaces is followed so far
     */
    private record Form(String prefix, String body, int least, int length, Pattern exact, Pattern misread) {
        static Form of(String prefix, String body, int least, int length) {
            String run = "(" + body + "{1,255})";
            String wide = body.equals(CAPS) || body.equals(HEX) || body.equals(ALNUM) ? ALNUM : "[A-Za-z0-9_–—-]";
            String tolerantRun = " {0,2}((?:" + wide + "|[|!.]){1,255})";
            return new Form(
                    prefix,
                    body,
                    least,
                    length,
                    Pattern.compile(EDGE + Pattern.quote(prefix) + run),
                    Pattern.compile(
                            EDGE + Misreadings.readings(prefix, prefix.length() >= 4 ? " ?" : "") + tolerantRun));
        }
    }

    private static final int SHORTEST_RUN = 6;
    /** Longer than nearly all words. */
    private static final int LONG_RUN = 16;

    private static final String EDGE = "(?<![A-Za-z0-9])";
    private static final String ALNUM = "[A-Za-z0-9]";
    private static final String WORD = "[A-Za-z0-9_-]";
    private static final String DOTTED = "[A-Za-z0-9_.-]";
    private static final String CAPS = "[A-Z0-9]";
    private static final String HEX = "[A-Fa-f0-9]";
    private static final Pattern CHUNK = Pattern.compile("\\G[ \\n]{1,3}([A-Za-z0-9_.+/=|!-]{1,255})");

    private static final List<Form> FORMS = List.of(
            // AWS IAM unique identifiers: AKIA long-term, ASIA temporary, and their kin.
            Form.of("AKIA", CAPS, 12, 16),
            Form.of("ASIA", CAPS, 12, 16),
            Form.of("AROA", CAPS, 12, 17),
            Form.of("AIDA", CAPS, 12, 17),
            Form.of("AGPA", CAPS, 12, 17),
            Form.of("ABIA", CAPS, 12, 16),
            // Google: API keys, OAuth client secrets, OAuth access and refresh tokens.
            Form.of("AIza", WORD, 30, 35),
            Form.of("GOCSPX-", WORD, 20, 28),
            Form.of("ya29.", DOTTED, 20, 120),
            // GitHub, GitLab, Bitbucket, Atlassian.
            Form.of("ghp_", ALNUM, 20, 36),
            Form.of("gho_", ALNUM, 20, 36),
            Form.of("ghu_", ALNUM, 20, 36),
            Form.of("ghs_", ALNUM, 20, 36),
            Form.of("ghr_", ALNUM, 20, 36),
            Form.of("github_pat_", WORD, 20, 82),
            Form.of("glpat-", WORD, 16, 20),
            Form.of("gldt-", WORD, 16, 20),
            Form.of("glrt-", WORD, 16, 20),
            Form.of("glptt-", WORD, 16, 40),
            Form.of("ATATT3", "[A-Za-z0-9_=-]", 40, 186),
            Form.of("ATBB", ALNUM, 24, 32),
            // Slack, Discord, Telegram have tokens of their own; Telegram's is below.
            Form.of("xoxb-", WORD, 16, 51),
            Form.of("xoxp-", WORD, 16, 70),
            Form.of("xoxa-", WORD, 16, 51),
            Form.of("xoxe-", WORD, 16, 140),
            Form.of("xoxr-", WORD, 16, 51),
            Form.of("xoxs-", WORD, 16, 51),
            Form.of("xoxo-", WORD, 16, 51),
            Form.of("xapp-", WORD, 16, 90),
            Form.of("hooks.slack.com/services/", "[A-Za-z0-9/]", 20, 45),
            // Stripe, Square, PayPal, Shopify.
            Form.of("sk_live_", ALNUM, 10, 24),
            Form.of("sk_test_", ALNUM, 10, 24),
            Form.of("rk_live_", ALNUM, 10, 24),
            Form.of("rk_test_", ALNUM, 10, 24),
            Form.of("pk_live_", ALNUM, 10, 24),
            Form.of("whsec_", ALNUM, 16, 32),
            Form.of("sq0csp-", WORD, 30, 43),
            Form.of("sq0atp-", WORD, 20, 22),
            Form.of("shpat_", HEX, 20, 32),
            Form.of("shpca_", HEX, 20, 32),
            Form.of("shppa_", HEX, 20, 32),
            Form.of("shpss_", HEX, 20, 32),
            // Makers of models.
            Form.of("sk-ant-", WORD, 16, 100),
            Form.of("sk-proj-", WORD, 16, 48),
            Form.of("sk-or-", WORD, 16, 64),
            Form.of("sk-live-", WORD, 16, 48),
            Form.of("sk-svcacct-", WORD, 16, 48),
            Form.of("sk-", ALNUM, 20, 48),
            Form.of("hf_", ALNUM, 20, 34),
            Form.of("gsk_", ALNUM, 30, 52),
            Form.of("xai-", ALNUM, 40, 80),
            Form.of("r8_", ALNUM, 30, 37),
            Form.of("pplx-", ALNUM, 40, 48),
            // Package registries.
            Form.of("npm_", ALNUM, 30, 36),
            Form.of("pypi-AgE", WORD, 30, 150),
            Form.of("rubygems_", HEX, 40, 48),
            Form.of("dckr_pat_", WORD, 20, 27),
            Form.of("oy2", "[a-z0-9]", 40, 43),
            // Telegram bots: the bot's number, a colon, AA and 33 more.
            new Form(
                    "",
                    WORD,
                    30,
                    33,
                    Pattern.compile(EDGE + "\\d{8,10}:AA(" + WORD + "{1,255})"),
                    Pattern.compile(EDGE + "[\\dOoQIlLSsBZGg|](?: ?[\\dOoQIlLSsBZGg|]){7,9} ?[:;] ?A ?A ?(" + WORD
                            + "{1,255})")),
            // Clouds, databases, monitoring, mail, work tools.
            Form.of("dop_v1_", HEX, 30, 64),
            Form.of("doo_v1_", HEX, 30, 64),
            Form.of("dor_v1_", HEX, 30, 64),
            Form.of("hvs.", WORD, 20, 95),
            Form.of("dapi", HEX, 32, 32),
            Form.of("glsa_", WORD, 20, 41),
            Form.of("glc_", "[A-Za-z0-9+/=]", 30, 120),
            Form.of("NRAK-", CAPS, 20, 27),
            Form.of("sntrys_", "[A-Za-z0-9_=+/-]", 40, 150),
            Form.of("SG.", DOTTED, 40, 66),
            Form.of("key-", HEX, 32, 32),
            Form.of("xkeysib-", WORD, 40, 81),
            Form.of("lin_api_", ALNUM, 30, 40),
            Form.of("ntn_", ALNUM, 30, 46),
            Form.of("secret_", ALNUM, 40, 43),
            Form.of("PMAK-", WORD, 40, 59),
            Form.of("pscale_tkn_", WORD, 30, 43),
            Form.of("sbp_", HEX, 40, 40),
            Form.of("nfp_", ALNUM, 30, 40),
            Form.of("dp.pt.", ALNUM, 30, 43),
            Form.of("EAACEdEose0cBA", ALNUM, 10, 100),
            Form.of("AGE-SECRET-KEY-1", CAPS, 20, 58));

    /** Telegram bot tokens, Twilio SIDs and keys, Azure storage keys and shared access signatures have no letters in front. */
    private static final List<Pattern> OTHERS = List.of(
            Pattern.compile("(?<![A-Za-z0-9])(?:AC|SK)[0-9a-f]{32}(?![A-Za-z0-9])"),
            Pattern.compile("(?<=AccountKey=)[A-Za-z0-9+/]{40,100}={0,2}"),
            Pattern.compile("(?<=[?&]sig=)[A-Za-z0-9%+/]{20,120}(?:=|%3D){0,2}"),
            Pattern.compile("(?<![A-Za-z0-9~._-])[A-Za-z0-9_~.-]{3}8Q~[A-Za-z0-9_~.-]{31,34}"),
            Pattern.compile("(?<![A-Za-z0-9])v\\d\\.[a-f0-9]{40}(?![A-Za-z0-9])"),
            Pattern.compile("\\$(?:1|2[aby]|5|6|y|apr1|argon2i?d?)\\$[./A-Za-z0-9$=,+-]{20,200}"));

    private KeyForms() {}

    /** Ranges of keys in a text, each with 1 when it was read exactly and 0 when its beginning had to be guessed. */
    static List<int[]> find(String text) {
        List<int[]> out = new ArrayList<>(0);
        if (!mayHoldKey(text)) {
            return out;
        }
        for (Form form : FORMS) {
            if (!find(form, form.exact(), text, 1, out)) {
                find(form, form.misread(), text, 0, out);
            }
        }
        for (Pattern p : OTHERS) {
            Matcher m = p.matcher(text);
            while (m.find()) {
                out.add(new int[] {m.start(), m.end(), 1});
            }
        }
        return out;
    }

    /** Whether a run of some characters mixes digits and letters, or cases, or is too long for a word: most lines have none, and forms cost time. */
    private static boolean mayHoldKey(String text) {
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            boolean inside = i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '|');
            if (!inside) {
                if (i - from >= SHORTEST_RUN
                        && (i - from >= LONG_RUN || Entropy.switches(text.substring(from, i)) >= 2)) {
                    return true;
                }
                from = i + 1;
            }
        }
        return text.indexOf('$') >= 0;
    }

    private static boolean find(Form form, Pattern pattern, String text, int exact, List<int[]> out) {
        Matcher m = pattern.matcher(text);
        boolean any = false;
        while (m.find()) {
            int end = followed(text, m.start(1), m.end(), form.length());
            String body = text.substring(m.start(1), end).replaceAll("\\s", "");
            boolean enough = body.length() >= form.least()
                    && (exact == 1
                            ? m.end(1) - m.start(1) >= form.least() || looksDrawn(body)
                            : drawn(body)
                                    || (form.body().equals(CAPS)
                                            && Math.abs(body.length() - form.length()) <= 1
                                            && body.matches("(?=.*\\d)[A-Z0-9|]+")));
            if (enough) {
                out.add(new int[] {m.start(), end, exact});
                any = true;
            }
        }
        return any;
    }

    /** Behind the pieces of a key that spaces or a line break split, up to its usual length. */
    private static int followed(String text, int from, int end, int length) {
        int read = end - from;
        Matcher m = CHUNK.matcher(text);
        int to = end;
        while (read < length - 1 && m.find(to)) {
            String chunk = m.group(1);
            int whole = read + chunk.length();
            boolean completes = Math.abs(whole - length) <= 2;
            boolean broken = m.group().indexOf('\n') >= 0 && whole <= length + 2 && chunk.length() >= 4;
            if (!looksDrawn(chunk) && !completes && !broken) {
                break;
            }
            read += chunk.length();
            to = m.end();
        }
        return to;
    }

    /** Where the beginning is a guess, the rest has to look drawn all along. */
    private static boolean drawn(String body) {
        return looksDrawn(body)
                && Entropy.switches(body) * 6 >= body.length()
                && body.chars().anyMatch(Character::isDigit);
    }

    /** Whether characters look drawn by lot rather than written: digits among letters, or cases that change. */
    static boolean looksDrawn(String s) {
        boolean digit = s.chars().anyMatch(Character::isDigit);
        boolean letter = s.chars().anyMatch(Character::isLetter);
        return (digit && letter && Entropy.switches(s) >= 2) || Entropy.switches(s) >= 4;
    }
}
