package dev.scrim.datasets.consent;

import dev.scrim.datasets.chain.Anchors;
import dev.scrim.datasets.chain.ChainForm;
import dev.scrim.datasets.chain.ChainHead;
import dev.scrim.datasets.chain.ChainLine;
import dev.scrim.datasets.chain.ChainedFile;
import dev.scrim.datasets.check.UserError;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The ledger as a file that is appended to only: one entry a line, bound to the one before. What was said is never
 * changed; what is said later stands against it.
 */
public final class ConsentFile {
    /** Its name where nobody chose another. */
    public static final String NAME = "consent.jsonl";

    private static final ChainForm FORM = new ChainForm(
            "scrim-consent/1",
            "consent ledger",
            List.of("subject", "purpose", "scope", "state", "valid_from", "valid_to", "source"));

    private final ChainedFile chain;

    /** @param file need not be there yet; its folder must be */
    public ConsentFile(Path file) {
        this.chain = new ChainedFile(file, FORM);
    }

    /**
     * A ledger as it was read.
     *
     * @param head number and hash of its last line
     */
    public record Entries(ConsentLedger ledger, ChainHead head) {}

    /** Whether a ledger's text is a chained file rather than CSV, whose header begins with a name. */
    public static boolean isOne(String text) {
        return text.startsWith("{");
    }

    /**
     * An entry of texts, as the columns of {@link ConsentCsv#HEADER} have them.
     *
     * @throws UserError that names each field which cannot be, without its content
     */
    public static ConsentRow row(List<String> values) {
        ConsentFields.Read read = ConsentFields.read(values);
        return read.row()
                .orElseThrow(() -> new UserError(
                        "Cannot write a consent entry: " + String.join("; ", read.problems()),
                        "nothing was written; say it again with these corrected"));
    }

    /**
     * Writes an entry down for good.
     *
     * @return its number, from 1
     * @throws UserError when the file was changed by something else than this
     */
    public long append(ConsentRow row) {
        return chain.append(ConsentFields.write(row)).seq();
    }

    /**
     * Takes over what a CSV ledger says, all of it or nothing. Entries that the file begins with already are not written
     * again. Others are taken only of people of whom it says nothing yet: an old grant behind a newer withdrawal would
     * undo it.
     *
     * @return how many were written
     * @throws UserError when that cannot be
     */
    public int importAll(ConsentLedger csv) {
        return chain.append(before -> {
                    List<ConsentRow> known = rows(before);
                    boolean continues = csv.rows().size() >= known.size()
                            && csv.rows().subList(0, known.size()).equals(known);
                    List<ConsentRow> fresh = continues
                            ? csv.rows().subList(known.size(), csv.rows().size())
                            : csv.rows();
                    if (!continues) {
                        requireStrangers(known, fresh);
                    }
                    return fresh.stream().map(ConsentFields::write).toList();
                })
                .size();
    }

    private static void requireStrangers(List<ConsentRow> known, List<ConsentRow> fresh) {
        Set<Object> people = new HashSet<>();
        known.forEach(row -> people.add(row.subject()));
        long met = fresh.stream().filter(row -> people.contains(row.subject())).count();
        if (met > 0) {
            throw new UserError(
                    "Cannot import: " + met + " of " + fresh.size() + " rows are about people of whom the ledger has"
                            + " entries, and it does not begin with these rows",
                    "an old grant written behind a newer withdrawal would undo it; import a CSV that continues the"
                            + " ledger or is about others, and say the rest with scrim consent grant");
        }
    }

    /**
     * All entries, the chain checked; none when there is no file.
     *
     * @throws UserError when a line is not what was written
     */
    public Entries entries() {
        return entries(chain.lines());
    }

    /**
     * All entries, held to the heads that were kept of this ledger, and keeps its head as it is now with them.
     *
     * @throws UserError when the ledger was cut off, or made anew, since a head was kept
     */
    public Entries entries(Anchors anchors, Instant at) {
        List<ChainLine> lines = chain.lines();
        anchors.check(chain, lines);
        Entries entries = entries(lines);
        anchors.addNew(entries.head(), at);
        return entries;
    }

    private static Entries entries(List<ChainLine> lines) {
        ChainHead head =
                lines.isEmpty() ? ChainHead.NONE : lines.get(lines.size() - 1).head();
        return new Entries(new ConsentLedger(rows(lines)), head);
    }

    private static List<ConsentRow> rows(List<ChainLine> lines) {
        List<ConsentRow> rows = new ArrayList<>();
        for (ChainLine line : lines) {
            ConsentFields.Read read = ConsentFields.read(line.values());
            rows.add(read.row()
                    .orElseThrow(() -> new UserError(
                            "Cannot use the consent ledger: line " + line.seq() + ": "
                                    + String.join("; ", read.problems()),
                            "it was not written by Scrim; keep it as evidence and tell whoever answers for the data")));
        }
        return rows;
    }
}
