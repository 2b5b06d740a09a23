package dev.scrim.redaction.detect.finance;

import dev.scrim.redaction.detect.Cues;
import dev.scrim.redaction.detect.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of coins, by which everybody can read what their owner has and pays: Bech32 (BIP-173), Base58 of Bitcoin and
 * Tron, hexadecimal ones of Ethereum, extended keys (BIP-32).
 */
final class Coins {
    /** A reader takes the separating 1 for a small L or a bar. */
    private static final Pattern BECH32 = Pattern.compile(
            "(?<![\\p{L}\\d])(?:bc|tb|ltc|addr|cosmos|osmo|bnb|stake|lnbc|npub|nsec)[1lI|][a-zA-Z0-9]{20,110}(?![\\p{L}\\d])");

    private static final Pattern HEX = Pattern.compile("(?<![\\p{L}\\d])0[xX][0-9a-fA-F]{38,42}(?![\\p{L}\\d])");
    private static final Pattern EXTENDED = Pattern.compile("(?<![\\p{L}\\d])[xyz](?:pub|prv)[1-9A-Za-z]{60,115}");
    private static final Pattern BASE58 = Pattern.compile(
            "(?<![\\p{L}\\d/+=_-])[13TLDr](?=[A-Za-z]*\\d)(?=\\w*[a-z])(?=\\w*[A-Z])[1-9A-HJ-NP-Za-km-z]{25,34}(?![\\p{L}\\d/+=_-])");
    private static final Pattern CUE = Cues.whole(
            "wallet|(?:receiving|receive|deposit|payout|withdrawal|bitcoin|btc|eth|ethereum|public|destination|crypto|coin|lightning|usdt|tron|litecoin|dogecoin) ?address|send to|address");

    private Coins() {}

    /** Ranges of addresses in the text. */
    static List<int[]> find(Reading r) {
        List<int[]> out = new ArrayList<>(0);
        for (Pattern p : List.of(BECH32, HEX, EXTENDED)) {
            each(p, r.text(), out);
        }
        if (r.mentions(CUE)) {
            each(BASE58, r.text(), out);
        }
        return out;
    }

    private static void each(Pattern pattern, String text, List<int[]> out) {
        Matcher m = pattern.matcher(text);
        while (m.find()) {
            out.add(new int[] {m.start(), m.end()});
        }
    }
}
