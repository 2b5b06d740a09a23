package dev.scrim.jobs.audit;

import dev.scrim.datasets.chain.Anchors;
import dev.scrim.datasets.chain.ChainForm;
import dev.scrim.datasets.chain.ChainHead;
import dev.scrim.datasets.chain.ChainLine;
import dev.scrim.datasets.chain.ChainedFile;
import dev.scrim.datasets.check.UserError;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * {@code audit.jsonl} of a workspace: appended to only, one JSON object a line, each holding the hash of the one before,
 * so that an edited, removed or swapped line shows. An entry is on the disk before what it is about happens. A cut-off
 * end shows against anchors, which are kept outside the workspace.
 */
public final class AuditLog {
    private static final String FILE = "audit.jsonl";
    private static final String BESIDE = "audit-refused.jsonl";
    private static final ChainForm FORM =
            new ChainForm("scrim-audit/1", "audit log", List.of("at", "who", "what", "build", "object", "reason"));

    private final ChainedFile chain;
    private final ChainedFile beside;
    private final Optional<Anchors> anchors;
    private final Clock clock;

    /**
     * Without anchors.
     *
     * @param workspace its folder
     */
    public AuditLog(Path workspace, Clock clock) {
        this(workspace, Optional.empty(), clock);
    }

    /**
     * With the head of every further entry kept elsewhere.
     *
     * @param workspace its folder
     * @param anchors file outside the workspace
     */
    public AuditLog(Path workspace, Optional<Path> anchors, Clock clock) {
        this.chain = new ChainedFile(workspace.resolve(FILE), FORM);
        this.beside = new ChainedFile(workspace.resolve(BESIDE), FORM);
        anchors.filter(a -> a.startsWith(workspace)).ifPresent(a -> {
            throw new UserError(
                    "Cannot keep anchors within the workspace: who cuts off the log could cut them off, too",
                    "name a file outside, best on another disk");
        });
        this.anchors = anchors.map(Anchors::new);
        this.clock = clock;
    }

    /**
     * Writes an entry down for good, and only then returns.
     *
     * @throws UserError when the file was changed by something else than this, or is not the one
     *     that was anchored
     */
    public AuditEntry append(String who, String what, String build, String object, String reason) {
        String at = now();
        ChainLine line = chain.append(before -> {
                    anchors.ifPresent(a -> a.check(chain, before));
                    return List.of(List.of(at, who, what, build, object, reason));
                })
                .get(0);
        anchors.ifPresent(a -> a.add(line.head(), Instant.parse(at)));
        return entry(line);
    }

    /**
     * Puts on record that something was refused. Where the log itself is damaged or cut off it stays as it is, which is
     * evidence, and the entry goes into a second file beside it.
     *
     * @param thing what was refused, such as {@code sign}
     * @param why a code
     */
    public void refuse(String who, String thing, String build, String why) {
        try {
            append(who, "refused." + thing, build, why, "");
        } catch (UserError e) {
            beside.append(List.of(now(), who, "refused." + thing, build, why, "the audit log could not be used"));
        }
    }

    /** What was refused while the log could not be used. */
    public List<AuditEntry> refusalsBeside() {
        return beside.lines().stream().map(AuditLog::entry).toList();
    }

    /** How many heads were kept elsewhere; all are entries of this log. */
    public int anchored() {
        return anchors.map(a -> a.check(chain, chain.lines())).orElse(0);
    }

    /**
     * For who writes many entries: the whole log is checked once, and held to the anchors; entries of several threads are
     * written down together.
     */
    public AuditStream stream() {
        anchored();
        return new AuditStream(chain.tail(), anchors.map(Anchors::tail), clock);
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /**
     * Every entry, the chain checked, and held to the anchors when there are any.
     *
     * @throws dev.scrim.datasets.check.UserError when a line is not what was written
     */
    public List<AuditEntry> entries() {
        List<ChainLine> lines = chain.lines();
        anchors.ifPresent(a -> a.check(chain, lines));
        return lines.stream().map(AuditLog::entry).toList();
    }

    /** Keeps the head as it is now with the anchors; for a log that was written to without them. */
    public ChainHead anchor() {
        Anchors to = anchors.orElseThrow(() -> new IllegalStateException("Cannot anchor: there is no file of anchors"));
        List<ChainLine> lines = chain.lines();
        to.check(chain, lines);
        ChainHead head =
                lines.isEmpty() ? ChainHead.NONE : lines.get(lines.size() - 1).head();
        to.add(head, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return head;
    }

    private static AuditEntry entry(ChainLine line) {
        List<String> v = line.values();
        return new AuditEntry(
                line.seq(),
                Instant.parse(v.get(0)),
                v.get(1),
                v.get(2),
                v.get(3),
                v.get(4),
                v.get(5),
                line.prev(),
                line.hash());
    }
}
