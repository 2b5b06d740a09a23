package dev.scrim.datasets.scan;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The byte strings that given texts may appear as. Each position of a file costs one look into a set of bits, whatever the
 * number of texts. Immutable and thread-safe.
 */
final class BytePatterns {
    /** Shorter byte strings turn up in encrypted bytes by chance: six do once in 280 TB for each pattern. */
    static final int MIN_BYTES = 6;
    /** No pattern is longer; of a longer text its start is sought, which is found wherever the whole is. */
    static final int MAX_BYTES = 64;

    private static final int MAX_CHARS = 24;
    /** An identifier without its separators is sought too, when so many digits are left that none is met by chance. */
    private static final int MIN_BARE_DIGITS = 9;

    private static final int FILTER_BITS = 1 << 22;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    /** One spelling of one text. */
    private static final class Pattern {
        private final byte[] bytes;
        private final int text;
        private final String encoding;

        Pattern(byte[] bytes, int text, String encoding) {
            this.bytes = bytes;
            this.text = text;
            this.encoding = encoding;
        }
    }

    /** Takes what was found: the ordinal of the text, and how it was written. */
    interface Hits {
        void hit(int text, String encoding);
    }

    private final Map<Long, List<Pattern>> byStart = new HashMap<>();
    private final BitSet filter = new BitSet(FILTER_BITS);
    private int count;

    BytePatterns(List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            for (String spelling : spellings(texts.get(i).strip())) {
                String cut = spelling.length() > MAX_CHARS ? spelling.substring(0, MAX_CHARS) : spelling;
                add(cut, i, StandardCharsets.UTF_8, "UTF-8");
                add(cut, i, StandardCharsets.UTF_16LE, "UTF-16");
                add(cut, i, StandardCharsets.UTF_16BE, "UTF-16");
            }
        }
    }

    /** Byte strings that are sought. */
    int count() {
        return count;
    }

    private static Set<String> spellings(String text) {
        Set<String> out = new LinkedHashSet<>();
        out.add(text);
        out.add(text.toLowerCase(Locale.ROOT));
        out.add(text.toUpperCase(Locale.ROOT));
        String digits = text.replaceAll("[\\s().-]", "");
        if (digits.length() >= MIN_BARE_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            out.add(digits);
        }
        return out;
    }

    private void add(String text, int ordinal, Charset charset, String encoding) {
        byte[] plain = text.getBytes(charset);
        add(new Pattern(plain, ordinal, encoding));
        for (int before = 0; before < 3; before++) {
            String core = base64Core(plain, before);
            add(new Pattern(core.getBytes(StandardCharsets.US_ASCII), ordinal, encoding + " in base64"));
            String url = core.replace('+', '-').replace('/', '_');
            if (!url.equals(core)) {
                add(new Pattern(url.getBytes(StandardCharsets.US_ASCII), ordinal, encoding + " in base64"));
            }
        }
    }

    /** The letters of base64 that depend on {@code bytes} alone, when so many bytes stand before them in their group. */
    private static String base64Core(byte[] bytes, int before) {
        byte[] moved = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, moved, before, bytes.length);
        String all = Base64.getEncoder().withoutPadding().encodeToString(moved);
        int first = (before * 8 + 5) / 6;
        return all.substring(first, Math.max(first, moved.length * 8 / 6));
    }

    private void add(Pattern whole) {
        byte[] bytes = whole.bytes.length > MAX_BYTES ? Arrays.copyOf(whole.bytes, MAX_BYTES) : whole.bytes;
        if (bytes.length < MIN_BYTES) {
            return;
        }
        long key = 0;
        for (int i = 0; i < MIN_BYTES; i++) {
            key = (key << 8) | (bytes[i] & 255);
        }
        List<Pattern> same = byStart.computeIfAbsent(key, k -> new ArrayList<>());
        if (same.stream().noneMatch(p -> p.text == whole.text && Arrays.equals(p.bytes, bytes))) {
            same.add(new Pattern(bytes, whole.text, whole.encoding));
            filter.set(slot(key));
            count++;
        }
    }

    private static int slot(long key) {
        return (int) ((key * MIX) >>> 42);
    }

    /** All patterns that lie wholly in the first {@code length} bytes. */
    void find(byte[] bytes, int length, Hits hits) {
        long key = 0;
        long mask = (1L << (8 * MIN_BYTES)) - 1;
        for (int i = 0; i < length; i++) {
            key = ((key << 8) | (bytes[i] & 255)) & mask;
            if (i >= MIN_BYTES - 1 && filter.get(slot(key))) {
                int start = i - MIN_BYTES + 1;
                for (Pattern p : byStart.getOrDefault(key, List.of())) {
                    int end = start + p.bytes.length;
                    if (end <= length && Arrays.equals(bytes, start, end, p.bytes, 0, p.bytes.length)) {
                        hits.hit(p.text, p.encoding);
                    }
                }
            }
        }
    }
}
