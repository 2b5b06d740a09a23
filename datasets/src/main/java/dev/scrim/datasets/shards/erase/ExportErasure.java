package dev.scrim.datasets.shards.erase;

import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.ExportManifestJson;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardReader;
import dev.scrim.datasets.shards.VerifiedShardDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes somebody's samples out of one readable export, in whatever format: only the shards that hold them are written
 * again, then the indexes and papers that tell of them; every other file keeps its bytes. All of it is made beside the
 * export first, and put in place when it is whole, the manifest last: killed at any moment and run again, it comes to the
 * same end. Until the manifest is there, files and manifest may contradict each other, which every reader refuses.
 */
public final class ExportErasure {
    private static final String STAGING = ".erasing-";
    private static final String FRESH = "fresh";
    private static final String SCRATCH = "scratch";
    /** Says that everything in {@link #FRESH} is whole. */
    private static final String READY = "ready";

    private final Path folder;
    private final Path staging;
    private final LocalShardDirectory export;
    private final Predicate<String> theirs;

    /**
     * Of one export.
     *
     * @param folder that has the manifest
     * @param theirs whether an opaque name of a trajectory, or of a recording, is the person's
     */
    public ExportErasure(Path folder, Predicate<String> theirs) {
        this.folder = folder.toAbsolutePath().normalize();
        this.staging = Objects.requireNonNull(this.folder.getParent()).resolve(STAGING + this.folder.getFileName());
        this.export = new LocalShardDirectory(this.folder);
        this.theirs = theirs;
    }

    /**
     * What is taken out.
     *
     * @param names opaque names of the samples and trajectories that are gone
     * @param note what the export says of it since; empty when it held nothing of theirs
     */
    public record Result(Set<String> names, Optional<ErasureNote> note) {
        static final Result NOTHING = new Result(Set.of(), Optional.empty());

        public Result {
            names = Set.copyOf(names);
        }
    }

    /**
     * Makes beside the export what changes; {@link #finish} puts it in place. An erasure that was killed is ended first,
     * whoever it was for.
     *
     * @param id see {@link ErasureNote#id}
     * @throws IOException when a file is not what the manifest says, or the export cannot be written again
     */
    public Result prepare(String id, Instant now) throws IOException {
        finish();
        ExportManifest manifest = ExportManifestJson.read(export);
        VerifiedShardDirectory proven = new VerifiedShardDirectory(export, manifest);
        ShardFormat format = ShardFormats.load().get(manifest.format());
        Files.createDirectory(
                staging, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Overlay next = new Overlay(new LocalShardDirectory(staging.resolve(FRESH)), proven);
        ShardRewrite rewrite = new ShardRewrite(theirs);
        Data data = format instanceof ShardFormat.Steps steps
                ? steps(steps, manifest, proven, next, rewrite)
                : recordings((ShardFormat.Recordings) format, manifest, next);
        if (data.samples() == 0) {
            discard();
            return Result.NOTHING;
        }
        List<ErasureNote> before = ErasedPapers.notes(export);
        int version = before.stream().mapToInt(ErasureNote::version).max().orElse(1) + 1;
        ErasureNote note = new ErasureNote(
                id, now, version, data.samples(), data.reencoded(), changed(manifest.shards(), data.files()));
        ErasedPapers.write(next, counted(manifest, data, version), note);
        sync(staging.resolve(FRESH));
        Files.createFile(staging.resolve(READY));
        sync(staging);
        return new Result(rewrite.names(), Optional.of(note));
    }

    /**
     * The manifest as it will be. Lines of recordings do not show what was redacted, nor which trajectory they are of:
     * their counts stay those of the version in which they were counted, and say so.
     */
    private static ExportManifest counted(ExportManifest manifest, Data data, int version) {
        Optional<RemainingCounts> left = data.left().filter(RemainingCounts::isComplete);
        long before = manifest.counts().getOrDefault(ExportManifest.COUNTED_VERSION, 1L);
        return new ExportManifest(
                manifest.format(),
                manifest.buildId(),
                manifest.upstreamDigest(),
                manifest.evaluation(),
                data.files(),
                left.map(l -> RemainingCounts.of(l.counts(manifest.counts()), version))
                        .orElseGet(() -> RemainingCounts.of(manifest.counts(), before)),
                left.map(RemainingCounts::redactions).orElse(manifest.redactions()));
    }

    /**
     * The export's data files as they will be.
     *
     * @param left counted in the rows that stay; empty where rows do not tell
     */
    private record Data(List<ShardInfo> files, long samples, int reencoded, Optional<RemainingCounts> left) {}

    private Data steps(
            ShardFormat.Steps format,
            ExportManifest manifest,
            VerifiedShardDirectory proven,
            Overlay next,
            ShardRewrite rewrite)
            throws IOException {
        List<ShardInfo> affected = new ArrayList<>();
        RemainingCounts left = new RemainingCounts();
        for (ShardInfo shard : ShardNames.rows(manifest)) {
            if (holds(format, proven, shard, left)) {
                affected.add(shard);
            }
        }
        if (affected.isEmpty()) {
            return new Data(manifest.shards(), 0, 0, Optional.empty());
        }
        FoundOptions.Found found = new FoundOptions(proven, manifest, format)
                .find(staging.resolve(SCRATCH).resolve("options"));
        Set<String> known = new HashSet<>();
        manifest.shards().forEach(s -> known.add(s.file() + " " + s.sha256()));
        Set<String> owned = new HashSet<>(found.index());
        List<ShardInfo> written = new ArrayList<>();
        int reencoded = 0;
        LocalShardDirectory scratch =
                new LocalShardDirectory(staging.resolve(SCRATCH).resolve("shards"));
        for (ShardInfo shard : affected) {
            ShardRewrite.Done done = rewrite.rewrite(format, proven, next, scratch, shard, found.options(), known);
            owned.addAll(done.owned());
            written.addAll(done.written());
            reencoded += done.exact() ? 0 : 1;
        }
        List<ShardInfo> files = manifest.shards().stream()
                .filter(f -> !ErasedPapers.isPaper(f) && !owned.contains(f.file()))
                .collect(Collectors.toCollection(ArrayList::new));
        files.addAll(written);
        for (String gone : owned) {
            if (written.stream().noneMatch(w -> w.file().equals(gone))) {
                next.delete(gone);
            }
        }
        files.sort(Comparator.comparing(ShardInfo::file));
        files.addAll(format.index(next, List.copyOf(files), found.options()));
        return new Data(files, rewrite.samples(), reencoded, Optional.of(left));
    }

    /** Whether a reader still finds something of theirs. */
    public boolean holdsTheirs() throws IOException {
        ExportManifest manifest = ExportManifestJson.read(export);
        VerifiedShardDirectory proven = new VerifiedShardDirectory(export, manifest);
        if (ShardFormats.load().get(manifest.format()) instanceof ShardFormat.Steps steps) {
            for (ShardInfo shard : ShardNames.rows(manifest)) {
                if (holds(steps, proven, shard, new RemainingCounts())) {
                    return true;
                }
            }
            return false;
        }
        Path scratch = Files.createTempDirectory("scrim-erased");
        try {
            Overlay next = new Overlay(new LocalShardDirectory(scratch), proven);
            List<ShardInfo> files = manifest.shards();
            return !ShardFormats.load()
                    .recordings(manifest.format())
                    .without(next, files, theirs)
                    .equals(files);
        } finally {
            for (Path each : deepestFirst(scratch)) {
                Files.delete(each);
            }
        }
    }

    /** Whether a shard has a row of theirs; counts the others. */
    private boolean holds(
            ShardFormat.Steps format, VerifiedShardDirectory from, ShardInfo shard, RemainingCounts others)
            throws IOException {
        boolean found = false;
        try (ShardReader rows = format.readColumns(from, shard.file())) {
            for (Optional<DisclosedRow> row = rows.next(); row.isPresent(); row = rows.next()) {
                String trajectory = row.get()
                        .string(ShardRewrite.TRAJECTORY)
                        .orElseThrow(() -> new IOException(
                                "Cannot tell whose a shard's rows are: they do not name their trajectory"));
                if (theirs.test(trajectory)) {
                    found = true;
                } else {
                    others.add(trajectory, row.get());
                }
            }
            return found;
        }
    }

    private Data recordings(ShardFormat.Recordings format, ExportManifest manifest, Overlay next) throws IOException {
        List<ShardInfo> files =
                manifest.shards().stream().filter(f -> !ErasedPapers.isPaper(f)).toList();
        List<ShardInfo> left = format.without(next, files, theirs);
        long gone = sum(files) - sum(left);
        long samples = left.size() == files.size() && gone == 0 ? 0 : Math.max(1, gone);
        return new Data(left, samples, 0, Optional.empty());
    }

    private static long sum(List<ShardInfo> files) {
        return files.stream().mapToLong(ShardInfo::samples).sum();
    }

    private static List<ErasureNote.Changed> changed(List<ShardInfo> before, List<ShardInfo> after) {
        Map<String, String> now = after.stream().collect(Collectors.toMap(ShardInfo::file, ShardInfo::sha256));
        return before.stream()
                .filter(f -> !ErasedPapers.isPaper(f) && !f.sha256().equals(now.get(f.file())))
                .map(f -> changed(f, now.getOrDefault(f.file(), "")))
                .distinct()
                .toList();
    }

    /**
     * Pictures are named after samples or recordings, and their hashes are columns of these: both are to go, so that of
     * all pictures that are gone one outer folder is left.
     */
    private static ErasureNote.Changed changed(ShardInfo file, String now) {
        boolean picture = now.isEmpty() && file.images() > 0 && file.samples() == 0;
        return picture
                ? new ErasureNote.Changed(file.file().substring(0, file.file().indexOf('/') + 1), "", "")
                : new ErasureNote.Changed(file.file(), file.sha256(), now);
    }

    /** Puts in place what an earlier {@link #prepare} made whole, and removes what one left half-made. */
    public void finish() throws IOException {
        if (!Files.exists(staging.resolve(READY))) {
            discard();
            return;
        }
        Path fresh = staging.resolve(FRESH);
        LocalShardDirectory made = new LocalShardDirectory(fresh);
        if (Files.exists(fresh.resolve(ExportManifest.FILE))) {
            Set<String> listed = ExportManifestJson.read(made).shards().stream()
                    .map(ShardInfo::file)
                    .collect(Collectors.toSet());
            listed.add(ExportManifest.FILE);
            for (String file : made.list()) {
                if (!file.equals(ExportManifest.FILE)) {
                    move(fresh.resolve(file), folder.resolve(file));
                }
            }
            for (String file : export.list()) {
                if (!listed.contains(file)) {
                    export.delete(file);
                }
            }
            removeEmpty(folder);
            move(fresh.resolve(ExportManifest.FILE), folder.resolve(ExportManifest.FILE));
        }
        discard();
    }

    private static void move(Path from, Path to) throws IOException {
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(Objects.requireNonNull(to.getParent()));
    }

    /** A recording's own folder of pictures would else still say that there was one. */
    private static void removeEmpty(Path root) throws IOException {
        for (Path each : deepestFirst(root)) {
            if (!each.equals(root) && Files.isDirectory(each)) {
                try (Stream<Path> in = Files.list(each)) {
                    if (in.findAny().isPresent()) {
                        continue;
                    }
                }
                Files.delete(each);
            }
        }
    }

    private void discard() throws IOException {
        if (Files.exists(staging)) {
            // What is not ready any more must not be taken for ready.
            Files.deleteIfExists(staging.resolve(READY));
            for (Path each : deepestFirst(staging)) {
                Files.delete(each);
            }
        }
    }

    private static List<Path> deepestFirst(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
