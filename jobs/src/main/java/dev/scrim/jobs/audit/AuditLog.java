package dev.scrim.jobs.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code audit.jsonl} of a workspace: appended to only, one JSON object a line, each holding the hash of the one before,
 * so that an edited, removed or swapped line shows. An entry is on the disk before what it is about happens. A cut-off
 * end does not show in the file itself; for that its head must be kept elsewhere, too.
 */
public final class AuditLog {
    private static final String FILE = "audit.jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Clock clock;

    /** @param workspace its folder */
    public AuditLog(Path workspace, Clock clock) {
        this.file = workspace.resolve(FILE);
        this.clock = clock;
    }

    /**
     * Writes an entry down for good, and only then returns.
     *
     * @throws UserError when the file was changed by something else than this
     */
    public AuditEntry append(String who, String what, String build, String object, String reason) {
        try (FileChannel channel = open();
                FileLock lock = channel.lock()) {
            List<AuditEntry> before =
                    parse(new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8));
            AuditEntry last = before.isEmpty() ? null : before.get(before.size() - 1);
            AuditEntry entry = new AuditEntry(
                    before.size() + 1L,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS),
                    who,
                    what,
                    build,
                    object,
                    reason,
                    last == null ? AuditEntry.FIRST : last.hash());
            ByteBuffer line = ByteBuffer.wrap((json(entry) + "\n").getBytes(StandardCharsets.UTF_8));
            channel.position(channel.size());
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
            return entry;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to the audit log " + file, e);
        }
    }

    /**
     * Every entry, the chain checked.
     *
     * @throws UserError when a line is not what was written
     */
    public List<AuditEntry> entries() {
        try {
            return Files.exists(file) ? parse(Files.readString(file, StandardCharsets.UTF_8)) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the audit log " + file, e);
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private List<AuditEntry> parse(String text) {
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw broken(text.lines().count());
        }
        List<AuditEntry> out = new ArrayList<>();
        String prev = AuditEntry.FIRST;
        for (String line : text.lines().toList()) {
            long seq = out.size() + 1L;
            AuditEntry entry;
            String hash;
            try {
                JsonNode in = JSON.readTree(line);
                hash = in.path("hash").asText();
                entry = new AuditEntry(
                        in.path("seq").asLong(),
                        Instant.parse(in.path("at").asText()),
                        in.path("who").asText(),
                        in.path("what").asText(),
                        in.path("build").asText(),
                        in.path("object").asText(),
                        in.path("reason").asText(),
                        in.path("prev").asText());
            } catch (JsonProcessingException | DateTimeException e) {
                throw broken(seq);
            }
            if (entry.seq() != seq
                    || !entry.prev().equals(prev)
                    || !entry.hash().equals(hash)) {
                throw broken(seq);
            }
            out.add(entry);
            prev = hash;
        }
        return List.copyOf(out);
    }

    private UserError broken(long line) {
        return new UserError(
                "Cannot use the audit log " + file + ": line " + line + " is not what was written",
                "keep the file as evidence, tell whoever answers for the data, and move it away before going on");
    }

    private static String json(AuditEntry e) throws JsonProcessingException {
        ObjectNode out = JSON.createObjectNode();
        out.put("seq", e.seq());
        out.put("at", e.at().toString());
        out.put("who", e.who());
        out.put("what", e.what());
        out.put("build", e.build());
        out.put("object", e.object());
        out.put("reason", e.reason());
        out.put("prev", e.prev());
        out.put("hash", e.hash());
        return JSON.writeValueAsString(out);
    }
}
