package dev.scrim.jobs.readings;

import dev.scrim.datasets.capture.HadoopChannel;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.vault.Aad;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.datasets.vault.MediaVault;
import dev.scrim.featurizers.reading.InkKey;
import dev.scrim.featurizers.reading.KnownReadings;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * What one person's lines were read as, kept in the workspace across recordings and builds. A reading is that person's
 * private content: it is sealed under that person's own key, is never looked up for anybody else, and is noise once the
 * key is destroyed. What is stored can save work and nothing else: a file that is damaged, cut or of another kind is
 * passed over and counted. Files are written beside and renamed, and never changed, so several tasks and builds may use
 * one store at a time; what two of them add is in both files. For one thread at a time.
 */
final class ReadingStore implements KnownReadings {
    private static final StageName STAGE = new StageName("04-readings");
    private static final int EPOCH = 0;
    private static final String SUFFIX = ".lines";
    private static final FsPermission OWNER_FOLDER = new FsPermission(FsAction.ALL, FsAction.NONE, FsAction.NONE);
    private static final FsPermission OWNER_FILE = new FsPermission(FsAction.READ_WRITE, FsAction.NONE, FsAction.NONE);
    /**
     * Most readings held of one person, the newest first. A line takes about 1 kB, so 20 MB; a person's programs show
     * some thousand distinct lines a day, most of them never again.
     */
    private static final int MAX_LINES = 20_000;
    /** Most of them loaded, so that there is room for new ones. */
    private static final int MAX_LOADED = MAX_LINES / 2;
    /** More files than this become one. */
    private static final int MAX_FILES = 16;

    private final Place place;
    private final String subject;
    private final Map<InkKey, Known> known = new LinkedHashMap<>();
    private final Map<InkKey, Known> fresh = new LinkedHashMap<>();
    private final List<Path> loaded = new ArrayList<>();
    private long damaged;

    /**
     * Where the store of a workspace is, and which engine its readings are of.
     *
     * @param folder of the store in the workspace
     * @param keyring its file
     * @param version digest of all that decides what a line is read as
     */
    record Place(String folder, String keyring, String version) implements java.io.Serializable {}

    private ReadingStore(Place place, String subject) {
        this.place = place;
        this.subject = subject;
    }

    /** Opens what is known of that person: the opaque name, never the real one. */
    static ReadingStore open(Place place, String subject) {
        ReadingStore store = new ReadingStore(place, subject);
        store.load();
        return store;
    }

    @Override
    public Optional<Known> find(InkKey ink) {
        return Optional.ofNullable(known.get(ink));
    }

    @Override
    public void add(InkKey ink, Known reading) {
        if (known.containsKey(ink) || known.size() < MAX_LINES) {
            known.put(ink, reading);
            fresh.put(ink, reading);
        }
    }

    /** Files that could not be used since this store was opened, unwritable ones included. */
    long damaged() {
        return damaged;
    }

    /** Seals what was added since the last call; a failure is counted and costs the next build its time. */
    void flush() {
        if (fresh.isEmpty()) {
            return;
        }
        boolean merge = loaded.size() >= MAX_FILES;
        try {
            Map<InkKey, Known> content = new LinkedHashMap<>(fresh);
            if (merge) {
                known.forEach(content::putIfAbsent);
            }
            Path written = write(content);
            fresh.clear();
            if (merge) {
                FileSystem files = files();
                for (Path old : loaded) {
                    files.delete(old, false);
                }
                loaded.clear();
            }
            loaded.add(written);
        } catch (IOException | UserError e) {
            damaged++;
        }
    }

    private void load() {
        List<FileStatus> found = new ArrayList<>();
        try {
            for (FileStatus file : files().listStatus(folder())) {
                if (file.isFile() && file.getPath().getName().endsWith(SUFFIX)) {
                    found.add(file);
                }
            }
        } catch (FileNotFoundException e) {
            return;
        } catch (IOException e) {
            damaged++;
            return;
        }
        found.sort(Comparator.comparingLong(FileStatus::getModificationTime)
                .reversed()
                .thenComparing(f -> f.getPath().getName()));
        for (FileStatus file : found) {
            try {
                read(file).forEach((ink, line) -> {
                    if (known.size() < MAX_LOADED) {
                        known.putIfAbsent(ink, line);
                    }
                });
                loaded.add(file.getPath());
            } catch (IOException | RuntimeException e) {
                // What the key opens is what was written; should it still not parse, it is as good as damaged. A file
                // that is gone was merged into another by a task that ran at the same time.
                damaged += e instanceof FileNotFoundException ? 0 : 1;
            }
        }
    }

    private Map<InkKey, Known> read(FileStatus file) throws IOException {
        String name = file.getPath().getName();
        try (HadoopChannel sealed = new HadoopChannel(files().open(file.getPath()), file.getLen());
                DataInputStream in = new DataInputStream(new BufferedInputStream(
                        vault().decrypt(Channels.newInputStream(sealed), new KeyId(subject, EPOCH), aad(name))))) {
            return KnownLines.read(in);
        }
    }

    private Path write(Map<InkKey, Known> lines) throws IOException {
        String name = UUID.randomUUID() + SUFFIX;
        Path target = new Path(folder(), name);
        Path unfinished = new Path(folder(), "." + name + ".part");
        FileSystem files = files();
        try {
            makeFolders(files);
            try (OutputStream raw = FileSystem.create(files, unfinished, OWNER_FILE);
                    DataOutputStream out = new DataOutputStream(
                            new BufferedOutputStream(vault().encrypt(raw, new KeyId(subject, EPOCH), aad(name))))) {
                KnownLines.write(lines, out);
            }
            if (!files.rename(unfinished, target)) {
                throw new IOException("Cannot name a file of known readings");
            }
        } finally {
            files.delete(unfinished, false);
        }
        return target;
    }

    /** Nobody but the owner may even list whose readings there are. */
    private void makeFolders(FileSystem files) throws IOException {
        Path subjects = new Path(place.folder());
        for (Path folder : List.of(subjects, new Path(subjects, "subject=" + subject), folder())) {
            if (!files.exists(folder)) {
                FileSystem.mkdirs(files, folder, OWNER_FOLDER);
            }
        }
    }

    private Path folder() {
        return new Path(new Path(place.folder(), "subject=" + subject), place.version());
    }

    /** Binds a file to its person, its engine and its name: elsewhere it does not open. */
    private Aad aad(String name) {
        return new Aad("known-readings", STAGE, subject + "/" + place.version() + "/" + name);
    }

    private MediaVault vault() {
        return new MediaVault(LocalKeyring.open(java.nio.file.Path.of(place.keyring())));
    }

    private FileSystem files() throws IOException {
        FileSystem files = new Path(place.folder()).getFileSystem(new Configuration());
        return files instanceof LocalFileSystem local ? local.getRaw() : files;
    }
}
