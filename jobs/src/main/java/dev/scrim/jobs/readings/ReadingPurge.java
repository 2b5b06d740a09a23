package dev.scrim.jobs.readings;

import dev.scrim.datasets.consent.ConsentLedger;
import dev.scrim.datasets.consent.ConsentRow;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.KeyService;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Keeps known readings to what people allow. They outlive builds, and are kept by person, not by time, so a person's are
 * forgotten whole: when nothing of theirs may be used any more, when their key is gone, and when anything but a grant was
 * said since they were read. What is forgotten is read again where it still may be.
 */
public final class ReadingPurge {
    /** Folder of the readings in a workspace. */
    public static final String FOLDER = "readings";

    private static final String STATE = "consent.state";
    private static final String SUBJECT = "subject=";
    private static final int EPOCH = 0;
    private static final FsPermission OWNER_FILE = new FsPermission(FsAction.READ_WRITE, FsAction.NONE, FsAction.NONE);
    /** From the epoch on; whatever a computer recorded lies in it. */
    private static final long ALL_TIME_US = TimeUnit.DAYS.toMicros(365_000);

    private final Path folder;
    private final KeyService keys;

    /** @param workspace its root */
    public ReadingPurge(Path workspace, KeyService keys) {
        this.folder = new Path(workspace, FOLDER);
        this.keys = keys;
    }

    /** What was said of a person when readings were last kept: so many rows, and their digest. */
    private record Said(int rows, String digest) {}

    /**
     * At the start of a build: forgets, and remembers what is said now.
     *
     * @return how many people's readings were forgotten
     */
    public int settle(ConsentLedger ledger) {
        try {
            int gone = purge(ledger);
            Map<String, Said> now = new TreeMap<>();
            for (SubjectId person : ledger.subjects()) {
                List<ConsentRow> rows = ledger.of(person);
                now.put(keys.opaque(person), new Said(rows.size(), digest(rows)));
            }
            write(now);
            return gone;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * As soon as something was said: forgets, but remembers nothing, so that what a build that is still running adds
     * meanwhile is forgotten at the next one's start.
     *
     * @return how many people's readings were forgotten
     */
    public int forget(ConsentLedger ledger) {
        try {
            return purge(ledger);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private int purge(ConsentLedger ledger) throws IOException {
        FileSystem files = files();
        Map<String, Said> before = read();
        Map<String, SubjectId> people = new TreeMap<>();
        ledger.subjects().forEach(person -> people.put(keys.opaque(person), person));
        int gone = 0;
        for (FileStatus entry : list(files)) {
            String name = entry.getPath().getName();
            if (!entry.isDirectory() || !name.startsWith(SUBJECT)) {
                continue;
            }
            String opaque = name.substring(SUBJECT.length());
            Optional<SubjectId> person = Optional.ofNullable(people.get(opaque));
            Optional<Said> said = Optional.ofNullable(before.get(opaque));
            if (person.isEmpty()
                    || !mayKeep(ledger, person.get(), said)
                    || keys.existingKey(new KeyId(opaque, EPOCH)).isEmpty()) {
                if (!files.delete(entry.getPath(), true) && files.exists(entry.getPath())) {
                    throw new IOException("a folder of readings is still there");
                }
                gone++;
            }
        }
        return gone;
    }

    private boolean mayKeep(ConsentLedger ledger, SubjectId person, Optional<Said> said) {
        List<ConsentRow> rows = ledger.of(person);
        return said.isPresent()
                && said.get().rows() <= rows.size()
                && digest(rows.subList(0, said.get().rows())).equals(said.get().digest())
                && rows.subList(said.get().rows(), rows.size()).stream()
                        .allMatch(row -> row.state() == ConsentRow.State.GRANT)
                && rows.stream()
                        .map(ConsentRow::purpose)
                        .distinct()
                        .anyMatch(purpose -> !ledger.spansFor(person, purpose, Instant.EPOCH, ALL_TIME_US)
                                .isEmpty());
    }

    /** Keyed, so that the file does not tell who said what. */
    private String digest(List<ConsentRow> rows) {
        return keys.hmac("readings-consent", new ConsentLedger(rows).head());
    }

    private Map<String, Said> read() throws IOException {
        Map<String, Said> out = new TreeMap<>();
        try (InputStream in = files().open(new Path(folder, STATE))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                String[] part = line.split(" ", -1);
                if (part.length != 3 || !part[1].matches("\\d{1,9}")) {
                    return Map.of(); // Damaged: nothing is known of what was said, so nothing is kept.
                }
                out.put(part[0], new Said(Integer.parseInt(part[1]), part[2]));
            }
        } catch (FileNotFoundException e) {
            return Map.of();
        }
        return out;
    }

    private void write(Map<String, Said> said) throws IOException {
        FileSystem files = files();
        if (!files.exists(folder)) {
            FileSystem.mkdirs(files, folder, new FsPermission(FsAction.ALL, FsAction.NONE, FsAction.NONE));
        }
        Path target = new Path(folder, STATE);
        Path fresh = new Path(folder, "." + STATE);
        files.delete(fresh, false);
        try (OutputStream out = FileSystem.create(files, fresh, OWNER_FILE)) {
            out.write(said.entrySet().stream()
                    .map(e -> e.getKey() + " " + e.getValue().rows() + " "
                            + e.getValue().digest() + "\n")
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8));
        }
        // Killed in between, there is no state, and everything is forgotten.
        files.delete(target, false);
        if (!files.rename(fresh, target)) {
            throw new IOException("the state of the readings cannot be named");
        }
    }

    private FileStatus[] list(FileSystem files) throws IOException {
        try {
            return files.listStatus(folder);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    private static UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("Cannot forget known readings of the workspace", e);
    }

    private FileSystem files() throws IOException {
        FileSystem files = folder.getFileSystem(new Configuration());
        return files instanceof LocalFileSystem local ? local.getRaw() : files;
    }
}
