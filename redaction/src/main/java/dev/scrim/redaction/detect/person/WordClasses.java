package dev.scrim.redaction.detect.person;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What kinds of words a word occurs with and as: its Brown cluster, and whether it is used as a common noun, verb or adjective
 * or only as a name. Words are kept as 32-bit hashes. Thread-safe. Made by {@code PersonTrainer} (test tree) from the
 * clusters and ambiguity classes of {@code edu.emory.mathcs.nlp:nlp4j-english}; see NOTICE.
 */
public final class WordClasses {
    private static final int NOUN = 1;
    private static final int VERB = 2;
    private static final int ADJECTIVE = 4;
    private static final int NAME = 8;
    private static final int CLUSTER_SHIFT = 4;
    /** Lengths of the clusters' beginnings that are features: coarse, middle and fine. */
    private static final int[] PREFIXES = {4, 6, 8, 10, 13};

    private final int[] hashes;
    private final short[] values;
    private final String[] clusters;
    private final List<List<String>> prefixes;

    private WordClasses(int[] hashes, short[] values, String[] clusters) {
        this.hashes = hashes;
        this.values = values;
        this.clusters = clusters;
        this.prefixes = List.of(clusters).stream()
                .map(path -> IntStream.of(PREFIXES)
                        .mapToObj(n -> path.substring(0, Math.min(n, path.length())))
                        .toList())
                .toList();
    }

    /** The committed table, read once. */
    public static WordClasses standard() {
        return Committed.TABLE;
    }

    private static final class Committed {
        static final WordClasses TABLE = load();
    }

    /**
     * Makes a table.
     *
     * @param paths word to the bit strings of the clusters it is in, coarse to fine; the longest counts
     * @param tags word to its Penn Treebank tags
     */
    public static WordClasses of(
            Map<String, ? extends Collection<String>> paths, Map<String, ? extends Collection<String>> tags) {
        TreeSet<String> all = new TreeSet<>();
        TreeMap<Integer, String> byHash = new TreeMap<>();
        paths.forEach((word, of) -> {
            if (word.matches("\\p{L}{2,14}") && !word.matches(".*(.)\\1\\1.*")) {
                all.add(longest(of));
                byHash.merge(hash(word), word, (a, b) -> a.compareTo(b) < 0 ? a : b);
            }
        });
        List<String> clusters = new ArrayList<>(all);
        int[] hashes = new int[byHash.size()];
        short[] values = new short[byHash.size()];
        int n = 0;
        for (Map.Entry<Integer, String> e : byHash.entrySet()) {
            hashes[n] = e.getKey();
            int cluster = clusters.indexOf(longest(paths.get(e.getValue())));
            Collection<String> of = tags.get(e.getValue());
            values[n++] = (short) ((cluster << CLUSTER_SHIFT) | (of == null ? 0 : bits(of)));
        }
        return new WordClasses(hashes, values, clusters.toArray(String[]::new));
    }

    private static String longest(@Nullable Collection<String> paths) {
        return (paths == null ? List.<String>of() : paths)
                .stream()
                        .max((a, b) ->
                                a.length() == b.length() ? a.compareTo(b) : Integer.compare(a.length(), b.length()))
                        .orElse("");
    }

    private static int bits(Collection<String> tags) {
        int bits = 0;
        for (String t : tags) {
            bits |= t.startsWith("NNP") ? NAME : t.startsWith("NN") ? NOUN : t.startsWith("VB") ? VERB : ADJECTIVE;
        }
        return bits;
    }

    private static WordClasses load() {
        try (InputStream in = WordClasses.class.getResourceAsStream("words.gz")) {
            if (in == null) {
                throw new IllegalStateException(
                        "Cannot load the word classes: they are missing from the jar (rebuild the module)");
            }
            DataInputStream data = new DataInputStream(new BufferedInputStream(new GZIPInputStream(in)));
            String[] clusters = new String[data.readInt()];
            for (int i = 0; i < clusters.length; i++) {
                clusters[i] = data.readUTF();
            }
            int[] hashes = new int[data.readInt()];
            for (int i = 0, last = 0; i < hashes.length; i++) {
                last += data.readInt();
                hashes[i] = last;
            }
            short[] values = new short[hashes.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = data.readShort();
            }
            return new WordClasses(hashes, values, clusters);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the word classes (rebuild the module)", e);
        }
    }

    /** Writes the table as it is loaded. */
    public void write(OutputStream to) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(to))) {
            out.writeInt(clusters.length);
            for (String c : clusters) {
                out.writeUTF(c);
            }
            out.writeInt(hashes.length);
            int last = 0;
            for (int h : hashes) {
                out.writeInt(h - last);
                last = h;
            }
            for (short v : values) {
                out.writeShort(v);
            }
        }
    }

    /** Number of words. */
    public int size() {
        return hashes.length;
    }

    /** Beginnings of the word's cluster, coarse to fine; none when the word is not known. */
    List<String> prefixes(String word) {
        int v = value(word);
        return v < 0 ? List.of() : prefixes.get(v >> CLUSTER_SHIFT);
    }

    /** How the word is used: {@code n}oun, {@code v}erb, {@code a}djective or another small word, {@code P} name; {@code ?} when not known. */
    String uses(String word) {
        int v = value(word);
        if (v < 0) {
            return "?";
        }
        return ((v & NOUN) != 0 ? "n" : "")
                + ((v & VERB) != 0 ? "v" : "")
                + ((v & ADJECTIVE) != 0 ? "a" : "")
                + ((v & NAME) != 0 ? "P" : "");
    }

    /** Whether the word is known and used as a noun, verb or adjective, not as a name alone. */
    public boolean isOnlyCommon(String word) {
        int v = value(word);
        return v >= 0 && (v & (NOUN | VERB | ADJECTIVE)) != 0 && (v & NAME) == 0;
    }

    private int value(String word) {
        int at = Arrays.binarySearch(hashes, hash(word));
        return at < 0 ? -1 : values[at] & 0xffff;
    }

    private static int hash(String word) {
        String w = word.toLowerCase(Locale.ROOT);
        int h = 0x811c9dc5;
        for (int i = 0; i < w.length(); i++) {
            h = (h ^ w.charAt(i)) * 0x01000193;
        }
        h ^= h >>> 15;
        h *= 0x2c1b3c6d;
        return h ^ (h >>> 13);
    }
}
