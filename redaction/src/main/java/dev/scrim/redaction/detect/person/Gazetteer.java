package dev.scrim.redaction.detect.person;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * First names, surnames, places and everyday words as sorted 32-bit hashes: small, and no list of people is shipped. A chance
 * collision is one in 25,000 lookups.
 */
public final class Gazetteer {
    private final int[][] sets;

    private Gazetteer(int[][] sets) {
        this.sets = sets;
    }

    /** Makes one from lists of words. */
    public static Gazetteer of(
            Collection<String> first, Collection<String> last, Collection<String> places, Collection<String> common) {
        return new Gazetteer(List.of(first, last, places, common).stream()
                .map(words -> words.stream()
                        .mapToInt(Gazetteer::hash)
                        .sorted()
                        .distinct()
                        .toArray())
                .toArray(int[][]::new));
    }

    /** The committed lists, read once. */
    public static Gazetteer standard() {
        return Committed.LISTS;
    }

    private static final class Committed {
        static final Gazetteer LISTS = load();
    }

    private static Gazetteer load() {
        try (InputStream in = Gazetteer.class.getResourceAsStream("names.gz")) {
            if (in == null) {
                throw new IllegalStateException(
                        "Cannot load the names: they are missing from the jar (rebuild the module)");
            }
            DataInputStream data = new DataInputStream(new BufferedInputStream(new GZIPInputStream(in)));
            int[][] sets = new int[data.readInt()][];
            for (int s = 0; s < sets.length; s++) {
                sets[s] = new int[data.readInt()];
                for (int i = 0, last = 0; i < sets[s].length; i++) {
                    last += data.readInt();
                    sets[s][i] = last;
                }
            }
            return new Gazetteer(sets);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the names (rebuild the module)", e);
        }
    }

    /** Writes the lists as {@link #load} reads them. */
    public void write(OutputStream to) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(to))) {
            out.writeInt(sets.length);
            for (int[] set : sets) {
                out.writeInt(set.length);
                int last = 0;
                for (int h : set) {
                    out.writeInt(h - last);
                    last = h;
                }
            }
        }
    }

    /** Whether the word is a known first name. */
    public boolean first(String word) {
        return in(0, word);
    }

    /** Whether the word is an everyday word rather than a name. */
    public boolean common(String word) {
        return in(3, word);
    }

    /** Four letters that say which lists hold the word: F, L, P, W or a dash each. */
    public String flags(String word) {
        return (in(0, word) ? "F" : "-")
                + (in(1, word) ? "L" : "-")
                + (in(2, word) ? "P" : "-")
                + (in(3, word) ? "W" : "-");
    }

    private boolean in(int set, String word) {
        return Arrays.binarySearch(sets[set], hash(word)) >= 0;
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
