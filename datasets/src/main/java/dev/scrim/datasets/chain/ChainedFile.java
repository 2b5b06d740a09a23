package dev.scrim.datasets.chain;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.store.PatientLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A file that is appended to only, one JSON object a line, each with the hash of the one before, so that an edited,
 * removed, added or swapped line shows. Each use checks the whole chain. A cut-off end does not show in the file itself;
 * for that its {@link #head} must be kept elsewhere, too, and be checked with {@link #check}.
 *
 * <p>Only its owner may read or write it. Threads and processes may append at once.
 */
public final class ChainedFile {
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private final Path file;
    private final ChainForm form;

    /** @param file need not be there yet; its folder must be */
    public ChainedFile(Path file, ChainForm form) {
        this.file = file;
        this.form = form;
    }

    public Path file() {
        return file;
    }

    /**
     * Writes one line down for good, and only then returns.
     *
     * @param values one for each field of the form
     * @throws UserError when the file was changed by something else than this, or others can read it
     */
    public ChainLine append(List<String> values) {
        return append(before -> List.of(values)).get(0);
    }

    /**
     * Writes lines that depend on those before them; nobody else writes in between. All are on the disk, or none.
     *
     * @param next given all lines, says the values of those to add; may throw to add none
     * @return the lines that were added
     */
    public List<ChainLine> append(Function<List<ChainLine>, List<List<String>>> next) {
        try (FileChannel channel = open()) {
            PatientLock.take(channel, file);
            List<ChainLine> before = parse(Channels.newInputStream(channel).readAllBytes());
            ChainHead head = headOf(before);
            StringBuilder text = new StringBuilder();
            List<ChainLine> added = new ArrayList<>();
            for (List<String> values : next.apply(before)) {
                ChainLine line = form.line(head, values);
                text.append(form.render(line)).append('\n');
                added.add(line);
                head = line.head();
            }
            write(channel, ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
            return List.copyOf(added);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to the " + form.thing() + " " + file, e);
        }
    }

    /**
     * Every line, the chain checked; none when there is no file.
     *
     * @throws UserError when a line is not what was written, or others can read the file
     */
    public List<ChainLine> lines() {
        try {
            checkMode();
            return parse(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the " + form.thing() + " " + file, e);
        }
    }

    /** The last line's number and hash; to be kept elsewhere. */
    public ChainHead head() {
        return headOf(lines());
    }

    /**
     * Holds the file to a head that was kept elsewhere.
     *
     * @return the lines, of which those up to the head are those of then
     * @throws UserError when lines up to the head are missing, or are others than they were
     */
    public List<ChainLine> check(ChainHead kept) {
        List<ChainLine> lines = lines();
        requireHead(lines, kept);
        return lines;
    }

    /** As {@link #check}, of lines that were just read. */
    public void requireHead(List<ChainLine> lines, ChainHead kept) {
        if (kept.seq() > lines.size()) {
            throw evidence("it ends at line " + lines.size() + ", but had " + kept.seq());
        }
        if (kept.seq() > 0 && !lines.get((int) kept.seq() - 1).hash().equals(kept.hash())) {
            throw evidence("line " + kept.seq() + " is not the one that was anchored");
        }
    }

    private static ChainHead headOf(List<ChainLine> lines) {
        return lines.isEmpty() ? ChainHead.NONE : lines.get(lines.size() - 1).head();
    }

    /** For who appends often: what was checked once is not read again. */
    public ChainTail tail() {
        return new ChainTail(this);
    }

    ChainForm form() {
        return form;
    }

    FileChannel open() throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            checkMode();
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void checkMode() throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.stream().anyMatch(OTHERS::contains)) {
            throw new UserError(
                    "Cannot use the " + form.thing() + " " + file + ": others can read or write it ("
                            + PosixFilePermissions.toString(permissions) + ")",
                    "run: chmod 600 " + file);
        }
    }

    /** A full disk must not leave half a line, which nobody could tell from damage. */
    static void write(FileChannel channel, ByteBuffer text) throws IOException {
        long end = channel.size();
        try {
            channel.position(end);
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
    }

    private List<ChainLine> parse(byte[] bytes) {
        return parse(bytes, ChainHead.NONE);
    }

    /** The lines that follow a head. */
    List<ChainLine> parse(byte[] bytes, ChainHead before) {
        List<ChainLine> out = new ArrayList<>();
        String text = new String(bytes, StandardCharsets.UTF_8);
        ChainHead head = before;
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('\n', from);
            long seq = head.seq() + 1;
            ChainLine line = (end < 0 ? Optional.<ChainLine>empty() : form.read(head, text.substring(from, end)))
                    .orElseThrow(() -> evidence("line " + seq + " is not what was written"));
            out.add(line);
            head = line.head();
            from = end + 1;
        }
        if (!Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8))) {
            throw evidence("a line up to line " + head.seq() + " is not what was written");
        }
        return List.copyOf(out);
    }

    UserError evidence(String what) {
        return new UserError(
                "Cannot use the " + form.thing() + " " + file + ": " + what,
                "keep the file as evidence, tell whoever answers for the data, and move it away before going on");
    }
}
