package dev.scrim.redaction.detect.credential;

import dev.scrim.redaction.text.Folding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Recovery phrases of wallets: 12 to 24 words of the English list of BIP-39, numbered or not, one in six of which may be
 * misread. The list's first four letters tell its words apart, so that a word counts by them.
 */
final class RecoveryPhrases {
    private static final Pattern WORD = Pattern.compile("[\\p{L}|0158]{3,10}");
    /** What may stand between two words: spaces, commas and numbers. */
    private static final Pattern BETWEEN = Pattern.compile("[\\s,;:.)(#-]*(?:\\d{1,2}[.):]?\\s*)?");

    private static final int LEAST = 12;
    private static final int LEAST_NAMED = 6;
    private static final int OTHERS_PER_WORDS = 6;
    private final Set<String> heads = new HashSet<>();
    private final Set<String> words = new HashSet<>();

    private RecoveryPhrases(List<String> list) {
        for (String word : list) {
            String key = Folding.key(word).text();
            words.add(key);
            heads.add(key.substring(0, Math.min(4, key.length())));
        }
    }

    /** The committed list. */
    static RecoveryPhrases load() {
        try (InputStream in = RecoveryPhrases.class.getResourceAsStream("bip39-english.gz")) {
            if (in == null) {
                throw new IllegalStateException(
                        "Cannot load the words of BIP-39: they are missing from the jar (rebuild the module)");
            }
            return new RecoveryPhrases(new String(new GZIPInputStream(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the words of BIP-39 (rebuild the module)", e);
        }
    }

    /** Ranges of phrases; {@code named} when the surroundings speak of one, so that a part of it counts. */
    List<int[]> find(String text, boolean named) {
        List<int[]> out = new ArrayList<>(0);
        if (text.length() < 4 * (named ? LEAST_NAMED : LEAST)) {
            return out;
        }
        Matcher m = WORD.matcher(text);
        int start = -1;
        int end = -1;
        int inList = 0;
        int others = 0;
        while (m.find()) {
            boolean joined =
                    end >= 0 && BETWEEN.matcher(text.substring(end, m.start())).matches();
            boolean known = isKnown(m.group());
            boolean bridge = joined && !known && (others + 1) * OTHERS_PER_WORDS <= inList + 1;
            if (!joined || (!known && !bridge)) {
                close(out, start, end, inList, named);
                start = known ? m.start() : -1;
                end = known ? m.end() : -1;
                inList = known ? 1 : 0;
                others = 0;
            } else {
                inList += known ? 1 : 0;
                others += known ? 0 : 1;
                end = m.end();
            }
        }
        close(out, start, end, inList, named);
        return out;
    }

    private static void close(List<int[]> out, int start, int end, int inList, boolean named) {
        if (start >= 0 && inList >= (named ? LEAST_NAMED : LEAST)) {
            out.add(new int[] {start, end});
        }
    }

    private boolean isKnown(String word) {
        String key = Folding.key(word).text();
        return words.contains(key) || (key.length() >= 5 && heads.contains(key.substring(0, 4)));
    }
}
