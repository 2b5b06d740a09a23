package dev.scrim.datasets.chain;

import java.util.List;

/**
 * One line of a chain.
 *
 * @param seq from 1, without gaps
 * @param values one for each of {@link ChainForm#fields}, in their order
 * @param prev hash of the line before; 64 zeros for the first
 * @param hash over the form's tag, {@code prev}, {@code seq} and the values
 */
public record ChainLine(long seq, List<String> values, String prev, String hash) {
    public ChainLine {
        values = List.copyOf(values);
    }

    /** This line as the end of its chain. */
    public ChainHead head() {
        return new ChainHead(seq, hash);
    }
}
