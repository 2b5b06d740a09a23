package dev.scrim.datasets.chain;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Heads of one chain, kept outside the workspace, on a disk or share that those who work in the workspace cannot write to
 * at will. A chain that was cut off, or made anew from some line on, is not the one whose heads are here. One file for one
 * chain; it is a chain itself, so that its own edits show.
 */
public final class Anchors {
    private static final ChainForm FORM = new ChainForm("scrim-anchors/1", "file of anchors", List.of("at", "head"));

    private final ChainedFile file;

    public Anchors(Path file) {
        this.file = new ChainedFile(file, FORM);
    }

    /** Keeps a head. */
    public void add(ChainHead head, Instant at) {
        file.append(line(head, at));
    }

    /** For who keeps heads often, see {@link ChainedFile#tail}; to be fed with {@link #line}. */
    public ChainTail tail() {
        return file.tail();
    }

    /** What a line says that keeps a head. */
    public static List<String> line(ChainHead head, Instant at) {
        return List.of(at.toString(), head.toString());
    }

    /** Keeps a head unless it is the one that was kept last. */
    public void addNew(ChainHead head, Instant at) {
        file.append(before -> !before.isEmpty()
                        && before.get(before.size() - 1).values().get(1).equals(head.toString())
                ? List.of()
                : List.of(List.of(at.toString(), head.toString())));
    }

    /**
     * Holds a chain to every head that was kept.
     *
     * @return how many there are
     * @throws dev.scrim.datasets.check.UserError when a line that was anchored is missing or another
     */
    public int check(ChainedFile chain, List<ChainLine> lines) {
        List<ChainLine> kept = file.lines();
        for (ChainLine anchor : kept) {
            chain.requireHead(lines, ChainHead.parse(anchor.values().get(1)));
        }
        return kept.size();
    }
}
